"""The README's tour in a real browser: a visitor on a phone screen, staff on a desk, a handset."""

import os
import re
from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.browser.conftest import DESK_SCREEN, PHONE_SCREEN, serious_faults

pytestmark = pytest.mark.asyncio(loop_scope="session")
PICTURES = os.environ.get("LOKET_PICTURES")


async def picture(page, name: str) -> None:
    """Keep a picture where the run was asked to."""
    if PICTURES:
        await page.screenshot(path=str(Path(PICTURES) / f"{name}.png"))


async def test_the_chat_tells_where_a_case_stands_by_command_and_by_asking(people):
    chat = await people.open("/chat", screen=PHONE_SCREEN)
    await chat.fill("#text", "CEK LKT-2026-000123")
    await chat.press("#text", "Enter")
    await expect(chat.locator(".message.bot").last).to_contain_text("selesai, bisa diambil")
    await picture(chat, "chat-phone")
    await chat.click(".choice")
    await expect(chat.locator(".message.bot").last).to_contain_text("Tulis MENU")
    await chat.fill("#text", "MENU")
    await chat.press("#text", "Enter")
    await chat.click(".choice:has-text('Cek berkas saya')")
    await expect(chat.locator(".message.bot").last).to_contain_text("Berapa nomor berkas Anda?")
    await chat.fill("#text", "lkt 2026 456")
    await chat.press("#text", "Enter")
    await expect(chat.locator(".message.bot").last).to_contain_text("sedang diproses")


async def test_both_doors_meet_on_the_desk_and_a_person_takes_over_and_gives_back(people):
    chat = await people.open("/chat", screen=PHONE_SCREEN)
    phone = await people.open("/demo/phone")
    desk = await people.staff()
    await chat.click(".choice:has-text('Cek berkas saya')")
    await expect(chat.locator(".message.bot").last).to_contain_text("Berapa nomor berkas Anda?")
    await phone.select_option("select", "+6281200000123")
    await phone.fill("#sms", "CEK LKT-2026-000123")
    await phone.press("#sms", "Enter")
    await expect(phone.locator(".message.bot").last).to_contain_text("Bisa diambil di loket 2")
    await picture(phone, "phone")

    await desk.click(".row:has-text('Berapa nomor berkas')")
    await desk.click("button:has-text('Ambil alih')")
    await expect(chat.locator(".banner")).to_contain_text("Sari sedang menjawab Anda")
    await chat.fill("#text", "LKT-2026-000456")
    await chat.press("#text", "Enter")
    await expect(desk.locator(".message.visitor").last).to_contain_text("LKT-2026-000456")
    await desk.fill("#reply", "Selamat pagi, saya periksa dulu.")
    await desk.press("#reply", "Enter")
    await expect(chat.locator(".message.staff").last).to_contain_text("saya periksa dulu")
    await picture(desk, "desk")
    await desk.click("button:has-text('Kembalikan ke bot')")
    await expect(chat.locator(".message.bot").last).to_contain_text("Berapa nomor berkas Anda?")
    await chat.fill("#text", "LKT-2026-000456")
    await chat.press("#text", "Enter")
    await expect(chat.locator(".message.bot").last).to_contain_text("sedang diproses")

    await desk.click(".row:has-text('+6281200000123')")
    await desk.click("button:has-text('Ambil alih')")
    await desk.fill("#reply", "Silakan datang sebelum pukul 12.")
    await expect(desk.locator(".meter")).to_contain_text("1 SMS")
    await desk.click(".composer button.primary")
    await expect(phone.locator(".message.bot").last).to_contain_text("sebelum pukul 12")
    await expect(desk.locator(".stage").last).to_have_text(re.compile("terkirim|sampai"))
    await desk.click("button:has-text('Kembalikan ke bot')")
    await expect(phone.locator(".message.bot").last).to_contain_text("kembali melayani")


async def test_a_second_colleague_is_told_who_was_quicker(people):
    chat = await people.open("/chat")
    await chat.fill("#text", "halo dari pengunjung kedua")
    await chat.press("#text", "Enter")
    first, second = await people.staff("sari"), await people.staff("budi")
    for desk in (first, second):
        await desk.locator(".row").first.click()
        await expect(desk.locator(".message.visitor").last).to_contain_text("pengunjung kedua")
    await first.click("button:has-text('Ambil alih')")
    await expect(second.locator(".owner")).to_contain_text("Sari sedang menjawab")


async def test_history_survives_a_reload_and_what_was_typed_offline_is_sent_once(people):
    chat = await people.open("/chat")
    await chat.fill("#text", "halo")
    await chat.press("#text", "Enter")
    await expect(chat.locator(".message.bot")).to_have_count(1)
    await chat.context.set_offline(True)
    await expect(chat.locator(".banner")).to_contain_text("Tidak ada sambungan")
    await chat.fill("#text", "BANTUAN")
    await chat.press("#text", "Enter")
    await expect(chat.locator(".sending")).to_have_count(1)
    await chat.context.set_offline(False)
    await expect(chat.locator(".message.bot")).to_have_count(2)
    await chat.reload()

    await expect(chat.locator(".message.visitor")).to_have_count(2)
    await expect(chat.locator(".message.bot")).to_have_count(2)


async def test_the_pages_speak_english_when_asked(people):
    chat = await people.open("/chat?lang=en")
    await chat.fill("#text", "CEK LKT-2026-000123")
    await chat.press("#text", "Enter")
    await expect(chat.locator(".message.bot").last).to_contain_text("ready for pick-up")


async def test_what_a_stranger_writes_is_shown_as_text(people):
    attack = "<img src=x onerror=alert(1)> javascript:alert(1) {{7*7}} %s"
    chat = await people.open("/chat")
    await chat.fill("#text", attack)
    await chat.press("#text", "Enter")
    desk = await people.staff()
    await desk.locator(".row").first.click()

    await expect(desk.locator(".message.visitor .bubble").last).to_have_text(attack)
    assert await desk.locator(".bubble img, .bubble a").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("path", "screen"),
    [
        ("/", DESK_SCREEN),
        ("/chat", PHONE_SCREEN),
        ("/demo/phone", DESK_SCREEN),
        ("/login", PHONE_SCREEN),
    ],
)
async def test_axe_finds_no_serious_fault_on_public_pages(people, path, screen, scheme):
    page = await people.open(path, scheme=scheme, screen=screen)
    if path == "/chat":
        await page.fill("#text", "CEK LKT-2026-000123")
        await page.press("#text", "Enter")
        await expect(page.locator(".message.bot").last).to_contain_text("bisa diambil")
    await picture(page, f"axe-{path.strip('/').replace('/', '-') or 'home'}-{scheme}")

    assert await serious_faults(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_axe_finds_no_serious_fault_on_the_desk(people, scheme):
    chat = await people.open("/chat")
    await chat.fill("#text", "PETUGAS tolong")
    await chat.press("#text", "Enter")
    await expect(chat.locator(".message.bot").last).to_contain_text("Petugas akan menjawab")
    desk = await people.staff(scheme=scheme)
    await desk.locator(".row").first.click()
    await desk.click("button:has-text('Ambil alih')")
    await expect(desk.locator("button:has-text('Kembalikan')")).to_be_visible()
    await picture(desk, f"axe-desk-{scheme}")

    assert await serious_faults(desk) == []


async def test_nothing_scrolls_sideways_at_320_pixels(people):
    for path in ("/", "/chat", "/demo/phone", "/login"):
        page = await people.open(path, screen={"width": 320, "height": 640})
        overflow = await page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert overflow <= 0, path
