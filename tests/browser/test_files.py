"""Files in real windows: chosen, seen on their way, taken out, sent, and opened by staff."""

import io
import uuid

import pytest
from PIL import Image
from playwright.async_api import expect

from tests.browser.answering import conversation_of
from tests.browser.conftest import PHONE_SCREEN, serious_faults
from tests.server import files

pytestmark = pytest.mark.asyncio(loop_scope="session")


def given(data, name, kind="image/jpeg"):
    return {"name": name, "mimeType": kind, "buffer": data}


async def ready(chat):
    await chat.wait_for_selector('#banner[data-line="up"]')


async def test_a_photo_goes_up_and_staff_see_it_without_its_place(people):
    chat = await people.open("/chat", screen=PHONE_SCREEN)
    await ready(chat)
    await chat.click("#attach")
    await expect(chat.locator("#limits")).to_contain_text("8 MB")
    await chat.set_input_files(
        "#tray input",
        [
            given(files.photo_with_place((600, 400)), "KTP saya.jpg"),
            given(files.pdf(files.script), "jahat.pdf", "application/pdf"),
            given(files.pdf(), "kk.pdf", "application/pdf"),
        ],
    )
    await expect(chat.locator(".files li.failed")).to_contain_text("skrip")
    await expect(chat.locator(".files li", has_text="✓")).to_have_count(2)
    faults = await serious_faults(chat)
    await chat.locator(".files li.failed button").click()
    await chat.click("#composer .primary")

    picture = chat.locator(".message.visitor .attached img")
    await expect(picture).to_be_visible()
    await chat.wait_for_function(
        "() => document.querySelector('.message.visitor .attached img').naturalWidth === 400"
    )
    await expect(chat.locator(".message.bot")).to_contain_text("2 berkas")
    await expect(chat.locator("#tray .tray")).to_have_count(0)
    await chat.reload()
    await expect(chat.locator(".message.visitor .attached li")).to_have_count(2)
    desk = await people.staff()
    await desk.goto(f"/desk?thread={await conversation_of(chat)}")
    seen = await desk.evaluate(
        """async (url) => (await fetch(url)).ok""", await picture.get_attribute("src")
    )
    address = (await picture.get_attribute("src")).split("?")[0]
    answer = await desk.request.get(address)
    with Image.open(io.BytesIO(await answer.body())) as kept:
        assert (kept.size, dict(kept.getexif())) == ((400, 600), {})
    refused = [told for told in people.troubles if "422" in told]
    assert (seen, faults, len(refused)) == (True, [], 1)
    people.troubles.remove(refused[0])


async def test_a_pasted_picture_stands_ready_and_goes_with_words(people):
    chat = await people.open("/chat")
    await ready(chat)
    await chat.evaluate(
        """async () => {
            const board = new DataTransfer();
            const canvas = new OffscreenCanvas(9, 9);
            canvas.getContext("2d").fillRect(0, 0, 9, 9);
            const drawn = await canvas.convertToBlob();
            board.items.add(new File([drawn], "a.png", {type: "image/png"}));
            const how = {clipboardData: board, bubbles: true, cancelable: true};
            document.getElementById("text").dispatchEvent(new ClipboardEvent("paste", how));
        }"""
    )
    await expect(chat.locator(".files li", has_text="✓")).to_have_count(1)
    words = f"ini {uuid.uuid4()}"
    await chat.fill("#text", words)
    await chat.keyboard.press("Enter")

    await expect(chat.locator(".message.visitor .bubble").first).to_have_text(words)
    await expect(chat.locator(".message.visitor .attached img")).to_be_visible()


async def test_what_is_chosen_offline_goes_up_when_the_network_is_back(people):
    chat = await people.open("/chat")
    await ready(chat)
    await chat.click("#attach")
    await expect(chat.locator("#limits")).to_contain_text("8 MB")
    await chat.context.set_offline(True)
    await chat.set_input_files("#tray input", [given(files.picture(), "a.jpg")])
    await expect(chat.locator(".files [role=status]")).not_to_be_empty()
    await expect(chat.locator("#composer .primary")).to_be_disabled()
    await chat.context.set_offline(False)

    await expect(chat.locator(".files li", has_text="✓")).to_have_count(1)
    await chat.click("#composer .primary")
    await expect(chat.locator(".message.visitor .attached li")).to_have_count(1)
    people.troubles.clear()


async def test_what_is_chosen_offline_outlives_a_reload_and_goes_up_once(people):
    chat = await people.open("/chat")
    await ready(chat)
    await chat.evaluate("navigator.serviceWorker.ready")
    await chat.click("#attach")
    await expect(chat.locator("#limits")).to_contain_text("8 MB")
    await chat.set_input_files("#tray input", [given(files.picture(), "atas.jpg")])
    await expect(chat.locator(".files li", has_text="✓")).to_have_count(1)
    await chat.context.set_offline(True)
    await chat.set_input_files("#tray input", [given(files.picture(), "bawah.jpg")])
    await expect(chat.locator(".files li")).to_have_count(2)
    await expect(chat.locator(".files li:last-child [role=status]")).not_to_be_empty()
    await chat.reload()
    await expect(chat.locator(".files li")).to_have_count(2)
    await expect(chat.locator(".files li", has_text="✓")).to_have_count(1)
    await chat.context.set_offline(False)
    await expect(chat.locator(".files li", has_text="✓")).to_have_count(2)
    await chat.click("#composer .primary")
    await expect(chat.locator(".message.visitor .attached img")).to_have_count(2)
    await chat.reload()

    await expect(chat.locator(".message.visitor .attached img")).to_have_count(2)
    await expect(chat.locator(".files li")).to_have_count(0)
    people.troubles.clear()


async def test_who_leaves_with_files_that_the_browser_does_not_keep_is_asked_first(people):
    chat = await people.open("/login")
    await chat.add_init_script("Object.defineProperty(window, 'indexedDB', { value: undefined })")
    await chat.goto("/chat")
    await ready(chat)
    await chat.click("#attach")
    await chat.set_input_files("#tray input", [given(files.picture(), "a.jpg")])
    await expect(chat.locator(".files li", has_text="✓")).to_have_count(1)
    asked = []

    async def answer(dialog) -> None:
        asked.append(dialog.type)
        await dialog.accept()

    chat.on("dialog", answer)
    await chat.reload()

    assert asked == ["beforeunload"]
