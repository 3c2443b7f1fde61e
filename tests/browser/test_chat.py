"""The resident's chat: offline and back, new beginnings, ends of talks, small screens, paper."""

import pytest
from playwright.async_api import expect

from tests.browser.answering import answering
from tests.browser.conftest import PHONE_SCREEN, serious_faults
from tests.clients.server import LoketProcess

pytestmark = pytest.mark.asyncio(loop_scope="session")
NARROW = {"width": 320, "height": 568}


async def write(chat, text: str) -> None:
    await chat.fill("#text", text)
    await chat.press("#text", "Enter")


async def ready(chat) -> None:
    await expect(chat.locator(".banner")).to_have_attribute("data-line", "up")


def forgive_the_network(people) -> None:
    """A browser that is offline says so in its console; nothing else is forgiven."""
    people.troubles[:] = [
        trouble
        for trouble in people.troubles
        if "net::ERR_" not in trouble and "WebSocket connection" not in trouble
    ]


async def test_what_is_written_offline_is_sent_once_even_over_a_reload(people):
    chat = await people.open("/chat")
    await ready(chat)
    await chat.evaluate("navigator.serviceWorker.ready")
    await write(chat, "halo")
    await expect(chat.locator(".message.bot")).to_have_count(1)
    await chat.context.set_offline(True)
    await expect(chat.locator(".banner")).to_contain_text("Tidak ada sambungan")
    await write(chat, "BANTUAN")
    await expect(chat.locator(".message.queued")).to_have_count(1)
    await chat.reload()
    await expect(chat.locator(".message.queued .bubble")).to_have_text("BANTUAN")
    await chat.context.set_offline(False)

    await expect(chat.locator(".message.visitor .bubble")).to_have_text(["halo", "BANTUAN"])
    await expect(chat.locator(".message.bot")).to_have_count(2)
    forgive_the_network(people)


async def test_a_server_that_restarts_meanwhile_loses_nothing_and_doubles_nothing(people, tmp_path):
    server = LoketProcess(tmp_path)
    await server.start()
    chat = await people.open(f"{server.base}/chat", locale="en-GB")
    await write(chat, "CEK")
    await expect(chat.locator(".message.bot")).to_have_count(1)
    assert await server.stop() == 0
    await expect(chat.locator(".banner")).to_have_attribute("data-line", "down")
    await write(chat, "LKT-2026-000001")
    await server.start()
    await chat.evaluate("dispatchEvent(new Event('online'))")

    await expect(chat.locator(".message.bot")).to_have_count(2)
    await expect(chat.locator(".message.visitor .bubble")).to_have_text(["CEK", "LKT-2026-000001"])
    await chat.reload()
    await expect(chat.locator(".message.visitor .bubble")).to_have_text(["CEK", "LKT-2026-000001"])
    await server.stop()
    forgive_the_network(people)


async def test_the_keyboard_keeps_its_place_when_an_answer_has_been_pressed(people):
    chat = await people.open("/chat")
    await ready(chat)
    await chat.locator("#suggestions button").first.focus()
    await chat.keyboard.press("Enter")
    await expect(chat.locator(".message.bot")).to_have_count(1)

    await expect(chat.locator("#log")).to_be_focused()


async def test_a_number_below_the_greeting_means_what_it_means_by_text_message(people):
    chat = await people.open("/chat")
    await ready(chat)
    offered = chat.locator("#suggestions button")
    await expect(offered).to_have_count(5)
    second = await offered.nth(1).get_attribute("data-label")
    await write(chat, "2")

    await expect(chat.locator(".message.visitor .bubble")).to_have_text([second])
    await expect(chat.locator(".message.bot").last).to_contain_text("layanan")
    await expect(chat.locator("#text")).to_have_value("")


async def test_the_chat_can_be_installed(people, demo):
    chat = await people.open("/chat", locale="en-GB")
    address = await chat.locator("link[rel=manifest]").get_attribute("href")
    manifest = await (await chat.request.get(address)).json()
    icons = [(await chat.request.get(icon["src"])).headers for icon in manifest["icons"]]

    assert (manifest["start_url"], manifest["scope"]) == ("/chat", "/chat")
    assert manifest["name"].startswith(f"{manifest['short_name']} ")
    assert (manifest["display"], manifest["lang"]) == ("standalone", "en")
    assert [icon["content-type"] for icon in icons] == ["image/svg+xml", "image/png", "image/png"]


async def test_the_worker_keeps_files_and_the_empty_page_and_no_word_of_anybody(people):
    chat = await people.open("/chat")
    await ready(chat)
    await write(chat, "rahasia-xyz")
    await expect(chat.locator(".message.bot")).to_have_count(1)
    await chat.evaluate("navigator.serviceWorker.ready")
    kept = await chat.evaluate(
        """async () => {
            const found = [];
            for (const name of await caches.keys()) {
                const store = await caches.open(name);
                for (const request of await store.keys()) {
                    const text = await (await store.match(request)).text();
                    found.push([new URL(request.url).pathname, text.includes("rahasia-xyz")]);
                }
            }
            return found;
        }"""
    )

    assert ["/chat", False] in kept
    assert all(not tells for _, tells in kept)
    assert all(path == "/chat" or path.startswith("/assets/") for path, _ in kept)


async def test_one_s_words_are_ticked_in_words(people, demo):
    chat = await people.open("/chat", locale="en-GB")
    await write(chat, "PETUGAS")
    await expect(chat.locator(".banner")).to_have_attribute("data-speaker", "waiting")
    await write(chat, "tick me")
    await expect(chat.locator(".tick").last).to_contain_text("Sent")
    async with answering(demo.base, chat) as staff:
        await staff.take()
        await expect(chat.locator(".banner")).to_contain_text("Sari")
        await expect(chat.locator(".tick").last).to_contain_text("Delivered")
        await staff.reply("Morning")

    await expect(chat.locator(".tick").last).to_contain_text("Seen")


async def test_a_new_conversation_puts_the_old_one_behind_a_divider(people):
    chat = await people.open("/chat")
    await write(chat, "halo")
    await expect(chat.locator(".message.bot")).to_have_count(1)
    await chat.click("#menu summary")
    await chat.click("button[value=new]")
    await expect(chat.locator(".message.begin")).to_be_visible()
    await expect(chat.locator(".message.bot")).to_have_count(0)
    await expect(chat.locator("#suggestions")).to_be_visible()
    await chat.click("text=Tampilkan percakapan sebelumnya")

    await expect(chat.locator(".message.bot")).to_have_count(1)


async def test_a_talk_that_has_ended_may_be_rated(people, demo):
    chat = await people.open("/chat", screen=PHONE_SCREEN)
    await write(chat, "PETUGAS")
    await expect(chat.locator(".banner")).to_have_attribute("data-speaker", "waiting")
    async with answering(demo.base, chat) as staff:
        await staff.take()
        await expect(chat.locator(".banner")).to_contain_text("Sari")
        await staff.close()
    good = chat.locator(".rating button", has_text="Baik").first
    await expect(good).to_be_visible()
    assert await serious_faults(chat) == []
    await good.click()
    await expect(chat.locator(".rating legend")).to_contain_text("Terima kasih")
    await chat.reload()

    await expect(chat.locator(".rating [aria-pressed=true]")).to_contain_text("Baik")


@pytest.mark.parametrize("locale", ["id-ID", "en-GB"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_no_serious_fault_and_no_sideways_scroll_on_the_smallest_screen(
    people, scheme, locale
):
    chat = await people.open("/chat", screen=NARROW, scheme=scheme, locale=locale)
    await ready(chat)
    await write(chat, "CEK LKT-2026-000123")
    await expect(chat.locator(".message.bot")).to_have_count(1)
    await chat.click("#menu summary")

    assert await serious_faults(chat) == []
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert await chat.evaluate(wide) <= 0
    small = await chat.evaluate(
        """[...document.querySelectorAll("main button, .menu summary, .menu li > *, textarea")]
            .filter((one) => one.checkVisibility())
            .map((one) => [one.textContent.trim(), one.getBoundingClientRect().height])
            .filter(([, height]) => height < 44)"""
    )
    assert small == []


async def test_the_chat_reads_from_right_to_left_where_a_language_does(people):
    chat = await people.open("/chat", screen=PHONE_SCREEN)
    await write(chat, "halo")
    await expect(chat.locator(".message.bot")).to_have_count(1)
    await chat.evaluate("document.documentElement.dir = 'rtl'")
    own = await chat.locator(".message.visitor .bubble").bounding_box()
    other = await chat.locator(".message.bot .bubble").bounding_box()

    assert own["x"] < other["x"]


async def test_the_menu_is_worked_by_the_keyboard_and_sound_stays_off(people):
    chat = await people.open("/chat")
    await ready(chat)
    summary = chat.locator("#menu summary")
    await summary.focus()
    await chat.keyboard.press("Enter")
    await expect(chat.locator("button[value=sound]")).to_be_visible()
    await chat.locator("button[value=sound]").press("Enter")
    await expect(chat.locator("button[value=sound]")).to_have_attribute("aria-checked", "false")
    await chat.keyboard.press("Escape")
    await expect(summary).to_be_focused()
    await chat.reload()

    await expect(chat.locator("button[value=sound]")).to_have_attribute("aria-checked", "false")


async def test_a_conversation_can_be_saved_and_printed_whole(people):
    chat = await people.open("/chat")
    await write(chat, "halo")
    await expect(chat.locator(".message.bot")).to_have_count(1)
    await chat.click("#menu summary")
    async with chat.expect_download() as awaited:
        await chat.click("button[value=save]")
    saved = await (await awaited.value).path()
    text = saved.read_text(encoding="utf-8-sig")
    await chat.emulate_media(media="print")

    assert "Anda: halo" in text
    assert "Loket otomatis:" in text
    await expect(chat.locator("#composer")).to_be_hidden()
    await expect(chat.locator(".message.bot .bubble")).to_be_visible()


async def test_what_came_while_nobody_looked_stands_in_the_tab_s_title(people):
    chat = await people.open("/chat")
    await write(chat, "halo")
    await expect(chat.locator(".message.bot")).to_have_count(1)
    await chat.evaluate(
        """Object.defineProperty(document, "visibilityState", { get: () => "hidden" })"""
    )
    other = await chat.context.new_page()
    await other.goto("/chat")
    await write(other, "BANTUAN")
    await expect(other.locator(".message.bot")).to_have_count(2)

    await chat.wait_for_function("() => document.title.startsWith('(1)')")


async def test_where_no_websocket_gets_through_the_chat_still_works(people):
    chat = await people.open("/login")
    await chat.add_init_script(
        "WebSocket = class { constructor() { setTimeout(() => this.onclose()); } close() {} }"
    )
    await chat.goto("/chat")
    await write(chat, "halo")

    await expect(chat.locator(".message.bot")).to_have_count(1)


async def test_the_whole_page_weighs_at_most_thirty_kilobytes_and_the_loader_two(people):
    chat = await people.open("/login")
    await chat.goto("/chat")
    await ready(chat)
    weights = await chat.evaluate(
        """["navigation", "resource"].flatMap((kind) => performance.getEntriesByType(kind))
            .map((one) => [new URL(one.name).pathname, one.encodedBodySize])"""
    )
    loader = await chat.request.get("/embed.js", headers={"Accept-Encoding": "gzip"})

    assert ("/chat", 0) not in weights
    assert sum(weight for _, weight in weights) <= 30_000, weights
    assert int(loader.headers["content-length"]) <= 2048
