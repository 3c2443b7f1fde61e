"""A visitor connects a telephone from the chat's own panel, by keyboard, with a real code."""

import re

import aiohttp
import pytest
from playwright.async_api import expect

from tests.browser.conftest import PHONE_SCREEN, serious_faults
from tests.wire.test_one_thread import Handset

pytestmark = pytest.mark.asyncio(loop_scope="session")
NUMBER = "+6281200000778"


async def open_panel(chat) -> None:
    await expect(chat.locator(".banner")).to_have_attribute("data-line", "up")
    await chat.click("#menu summary")
    await chat.click("button[value=phone]")
    await expect(chat.locator(".phone input")).to_be_focused()


async def test_a_code_that_was_sent_connects_the_telephone(people, demo):
    chat = await people.open("/chat", screen=PHONE_SCREEN)
    await chat.fill("#text", "MENU")
    await chat.press("#text", "Enter")
    await expect(chat.locator(".message.bot .choice").first).to_be_visible()
    await open_panel(chat)
    assert await serious_faults(chat) == []
    await chat.keyboard.type("0812-0000-0778")
    await chat.keyboard.press("Enter")
    await expect(chat.locator(".phone [role=status]")).to_contain_text("10 menit")
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session:
        text = await Handset(session, demo.base, NUMBER).receives(r"\b\d{6}\b")
    code = re.search(r"\b\d{6}\b", text)
    wrong = "000000" if code[0] != "000000" else "000001"
    await chat.keyboard.type(wrong)
    await chat.keyboard.press("Enter")
    await expect(chat.locator(".phone [role=status]")).to_contain_text("belum cocok")
    await chat.fill(".phone input", code[0])
    await chat.keyboard.press("Enter")
    await expect(chat.locator(".message.system")).to_contain_text("0778")
    await expect(chat.locator(".phone")).to_have_count(0)
    await expect(chat.locator(".message.bot .choice").first).to_be_visible()
    await chat.click("#menu summary")
    await chat.click("button[value=phone]")

    await expect(chat.locator(".phone p").first).to_contain_text("berakhiran 0778")
    assert await serious_faults(chat) == []


async def test_a_code_that_is_waited_for_is_asked_again_after_a_reload(people):
    chat = await people.open("/chat", locale="en-GB")
    await open_panel(chat)
    await chat.keyboard.type("0812-0000-0888")
    await chat.keyboard.press("Enter")
    await expect(chat.locator(".phone [role=status]")).to_contain_text("ending in 0888")
    await chat.reload()
    await open_panel(chat)
    await expect(chat.locator(".phone [role=status]")).to_contain_text("ending in 0888")
    await chat.click("text=Another number")

    await expect(chat.locator(".phone input")).to_have_attribute("type", "tel")


async def test_a_code_that_was_texted_closes_the_panel(people, demo):
    chat = await people.open("/chat", screen=PHONE_SCREEN)
    await open_panel(chat)
    await chat.click("text=Kirim kode lewat SMS dari HP saya")
    status = chat.locator(".phone [role=status]")
    await expect(status).to_contain_text("SAMBUNG")
    code = re.search(r"\d{8}", await status.text_content())
    link = await chat.locator(".phone a").get_attribute("href")
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session:
        await Handset(session, demo.base, "+6281200000888").text(f"SAMBUNG {code[0]}")

    await expect(chat.locator(".phone")).to_have_count(0)
    assert link == f"sms:+6281190001000?body=SAMBUNG%20{code[0]}"


async def test_a_number_that_gets_no_code_is_said_and_escape_gives_the_place_back(people):
    chat = await people.open("/chat", locale="en-GB")
    await open_panel(chat)
    await chat.keyboard.type("112")
    await chat.keyboard.press("Enter")
    await expect(chat.locator(".phone [role=status]")).to_contain_text("Indonesian mobile number")
    await chat.keyboard.press("Escape")

    await expect(chat.locator(".phone")).to_have_count(0)
    await expect(chat.locator("#menu summary")).to_be_focused()


async def test_a_code_to_be_texted_is_shown_with_what_to_write(people):
    chat = await people.open("/chat", locale="en-GB")
    await open_panel(chat)
    await chat.click("text=Text a code instead")

    await expect(chat.locator(".phone [role=status]")).to_have_text(
        re.compile(r"Text LINK \d{8} from your phone to \+6281190001000 within \d+ minutes\.")
    )
