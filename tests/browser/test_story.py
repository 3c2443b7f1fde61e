"""The story: begun on the page, finished by telephone, and found again on coming back."""

import re

import aiohttp
import pytest
from playwright.async_api import expect

from tests.browser.conftest import PHONE_SCREEN
from tests.wire.test_one_thread import Handset

pytestmark = pytest.mark.asyncio(loop_scope="session")
NUMBER = "+6281200000456"


async def write(chat, text: str) -> None:
    await chat.fill("textarea", text)
    await chat.keyboard.press("Enter")


async def test_a_booking_goes_from_the_page_to_the_telephone_and_back(people, demo):
    chat = await people.open("/chat", screen=PHONE_SCREEN)
    await expect(chat.locator(".banner")).to_have_attribute("data-line", "up")
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session:
        handset = Handset(session, demo.base, NUMBER)
        await chat.click("#menu summary")
        await chat.click("button[value=phone]")
        await chat.fill(".phone input", "0812-0000-0456")
        await chat.keyboard.press("Enter")
        code = re.search(r"\b\d{6}\b", await handset.receives(r"\b\d{6}\b"))
        assert code is not None
        await chat.fill(".phone input", code[0])
        await chat.keyboard.press("Enter")
        await expect(chat.locator(".message.system")).to_contain_text("0456")
        await write(chat, "ANTRI KK BESOK")
        await expect(chat.locator(".message.bot").last).to_contain_text("jam berapa")
        context, url = chat.context, chat.url
        await chat.close()

        await handset.text("1")
        await handset.receives("Kartu Keluarga|KK")
        await handset.text("ya")
        booked = await handset.receives(r"[A-Z]-\d{3}")

    back = await context.new_page()
    await back.goto(url)
    ticket = re.search(r"[A-Z]-\d{3}", booked)
    assert ticket is not None
    await expect(back.locator(".message.bot").last).to_contain_text(ticket[0])
    await expect(back.locator(".message.visitor").last).to_contain_text("ya")
    said = await back.locator(".message.bot").all_inner_texts()
    assert sum(ticket[0] in text for text in said) == 1
    await write(back, "TIKET")
    await expect(back.locator(".message.bot").last).to_contain_text(ticket[0])
