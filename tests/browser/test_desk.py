"""A day at the desk in a real browser: lists, keys, writing, what a person has, and colleagues."""

import re
from pathlib import Path

import pytest
from playwright.async_api import Locator, Page, expect

from tests.browser.answering import conversation_of
from tests.browser.conftest import PHONE_SCREEN, serious_faults

pytestmark = pytest.mark.asyncio(loop_scope="session")
PICTURE = Path(__file__).parents[2] / "docs" / "pictures" / "desk.png"
IS_INSIDE = "!document.activeElement?.closest('main') || !!document.activeElement.closest('dialog')"
"""Of the keyboard's place: in the sheet, or in the browser's own bars."""
NARROW = {"width": 320, "height": 640}


async def visitor(people, *texts: str) -> Page:
    """Somebody who writes in the chat and has been answered."""
    chat = await people.open("/chat", screen=PHONE_SCREEN)
    for count, text in enumerate(texts, 1):
        await chat.fill("#text", text)
        await chat.press("#text", "Enter")
        await expect(chat.locator(".message.bot")).to_have_count(count)
    return chat


async def texter(people, *texts: str) -> Page:
    """Somebody who texts from a telephone of the demo."""
    phone = await people.open("/demo/phone")
    await phone.select_option("select", "+6281200000123")
    for text in texts:
        count = await phone.locator(".message.bot").count()
        await phone.fill("#sms", text)
        await phone.press("#sms", "Enter")
        await expect(phone.locator(".message.bot")).to_have_count(count + 1)
    return phone


async def at_desk(people, name: str = "sari", **how) -> Page:
    """A desk that has its list."""
    desk = await people.staff(name, **how)
    await expect(desk.locator(".row").first).to_be_visible()
    return desk


async def show(desk: Page, chat: Page) -> None:
    """Open the thread of this visitor, wherever it stands among those of other tests."""
    await desk.goto(f"/desk?thread={await conversation_of(chat)}")
    await expect(desk.locator(".message.visitor").first).to_be_visible()


async def look_until(desk: Page, hits: Locator, many: int) -> None:
    """Search until that much is found: words are found once the jobs have entered them."""
    for _ in range(9):
        await desk.press("#search", "Enter")
        try:
            await expect(hits).to_have_count(many, timeout=2000)
            break
        except AssertionError:
            continue
    await expect(hits).to_have_count(many)


async def test_what_is_shown_stands_in_the_address_and_the_back_button_goes_back(people):
    await visitor(people, "PETUGAS alamat satu")
    desk = await at_desk(people)
    await desk.click("[data-tab=waiting]")
    await expect(desk).to_have_url(re.compile(r"/desk\?tab=waiting$"))
    await desk.locator(".row").first.click()
    await expect(desk).to_have_url(re.compile(r"tab=waiting&thread=\d+$"))
    await desk.locator(".filters summary").click()
    await desk.select_option(".filters select", "sms")
    await expect(desk).to_have_url(re.compile(r"channel=sms"))
    await desk.go_back()
    await desk.reload()
    await expect(desk.locator("[data-tab=waiting]")).to_have_attribute("aria-pressed", "true")
    await expect(desk.locator(".log")).to_be_visible()
    await desk.go_back()
    await expect(desk.locator(".nobody")).to_be_visible()
    await desk.go_back()
    await expect(desk.locator("[data-tab=all]")).to_have_attribute("aria-pressed", "true")


async def test_an_address_of_no_thread_is_answered_and_left(people):
    desk = await at_desk(people)
    await desk.goto("/desk?thread=999999999999")
    await expect(desk.locator(".conversation")).to_contain_text("Percakapan ini tidak ada")
    await desk.click(".conversation button:has-text('Kembali')")
    await expect(desk.locator(".nobody")).to_be_visible()


async def test_a_search_stays_while_its_threads_are_opened(people):
    await visitor(people, "kucing hitam menyeberang", "PETUGAS")
    await visitor(people, "kucing putih tidur", "PETUGAS")
    desk = await at_desk(people)
    await desk.keyboard.press("/")
    await desk.keyboard.type("kucing")
    hits = desk.locator(".found .row")
    await look_until(desk, hits, 2)
    await desk.keyboard.press("Tab")
    for number in (0, 1):
        await hits.nth(number).click()
        await expect(desk.locator("[data-looked-for] .bubble")).to_contain_text("kucing")
        await expect(hits).to_have_count(2)
    assert await serious_faults(desk) == []
    await desk.reload()
    await expect(hits).to_have_count(2)
    await desk.click("button:has-text('Kembali ke daftar')")
    await expect(desk.locator(".tabs")).to_be_visible()


async def test_a_text_is_answered_by_the_keyboard_alone_with_a_ready_reply(people):
    phone = await texter(people, "PETUGAS kapan buka")
    desk = await at_desk(people)
    await desk.click(".row:has-text('+6281200000123')")
    await expect(desk.locator(".message.visitor").last).to_contain_text("kapan buka")
    press, type_ = desk.keyboard.press, desk.keyboard.type
    await press("t")
    await expect(desk.locator("button:has-text('Kembalikan ke bot')")).to_be_visible()
    await press("r")
    await expect(desk.locator("#reply")).to_be_focused()
    await type_("/sal")
    await expect(desk.locator("[role=option]").first).to_contain_text("/salam")
    assert await serious_faults(desk) == []
    await press("Enter")
    await expect(desk.locator("#reply")).to_have_value(re.compile("saya Sari"))
    await type_(" Ā")
    await expect(desk.locator(".meter")).to_contain_text("UCS-2")
    await expect(desk.locator(".meter")).to_contain_text("Ā")
    await desk.click("button:has-text('Tulis dengan huruf biasa')")
    await expect(desk.locator(".meter")).to_contain_text("GSM-7")
    await expect(desk.locator("#reply")).to_have_value(re.compile(" A$"))
    await desk.focus("#reply")
    await press("Enter")
    await expect(phone.locator(".message.bot").last).to_contain_text("saya Sari")
    await expect(desk.locator(".stage").last).to_have_text(re.compile("terkirim|sampai"))
    await press("Escape")
    await press("e")
    await expect(desk.locator(".owner")).to_contain_text("Ditutup")


async def test_drafts_are_kept_for_each_thread_over_a_reload(people):
    await visitor(people, "PETUGAS naskah satu")
    await visitor(people, "PETUGAS naskah dua")
    desk = await at_desk(people)
    for name in ("pertama", "kedua"):
        await desk.keyboard.press("j")
        await desk.fill("#reply", f"catatan {name}")
        await desk.keyboard.press("Escape")
    await desk.keyboard.press("k")
    await expect(desk.locator("#reply")).to_have_value("catatan pertama")
    await desk.reload()
    await expect(desk.locator("#reply")).to_have_value("catatan pertama")
    await desk.locator("body").press("j")
    await expect(desk.locator("#reply")).to_have_value("catatan kedua")


async def test_a_thread_is_labelled_marked_put_to_sleep_and_opened_again(people):
    chat = await visitor(people, "PETUGAS label saya")
    desk = await at_desk(people)
    await show(desk, chat)
    await desk.keyboard.press("t")
    await expect(desk.locator("button:has-text('Tutup')").first).to_be_visible()
    await desk.keyboard.press("l")
    await desk.keyboard.type("Akta hilang")
    await desk.keyboard.press("Enter")
    await expect(desk.locator("dialog .check", has_text="Akta hilang")).to_be_visible()
    assert await serious_faults(desk) == []
    await desk.keyboard.press("Escape")
    row = desk.locator(".row[aria-current=true]")
    await expect(row).to_contain_text("Akta hilang")
    await desk.select_option(".tools select", "3")
    await expect(row).to_contain_text("Mendesak")
    await desk.keyboard.press("s")
    await desk.click("dialog button:has-text('Satu jam lagi')")
    await expect(row).to_contain_text("ditunda")
    await desk.click("[data-tab=mine]")
    await expect(desk.locator(".rows .row", has_text="Akta hilang")).to_have_count(0)
    await desk.click("button:has-text('Aktifkan lagi')")
    await expect(desk.locator(".rows .row", has_text="Akta hilang")).to_have_count(1)
    await desk.click(".owner button:has-text('Tutup')")
    await expect(desk.locator(".owner")).to_contain_text("Ditutup")
    await desk.click("button:has-text('Buka lagi')")
    await expect(desk.locator(".owner")).to_contain_text("Anda sedang menjawab")


async def test_a_visitor_is_found_by_the_letters_that_name_them_and_a_word_is_marked(people):
    chat = await visitor(people, "PETUGAS lemari arsip basah")
    desk = await at_desk(people)
    await show(desk, chat)
    name = await desk.locator(".head h2 bdi").inner_text()
    hits = desk.locator(".found .row")
    for asked, shown in ((name.lower(), name), ("arsip bas", "PETUGAS lemari arsip basah")):
        await desk.fill("#search", asked)
        await look_until(desk, hits, 1)
        await expect(hits).to_contain_text(shown)
    await hits.click()
    await expect(desk.locator(".found .row[aria-current=true]")).to_have_count(1)
    await expect(desk.locator(".found mark").first).to_have_text("arsip")


async def test_a_colleague_sees_who_looks_and_is_given_the_thread_with_a_note(people):
    chat = await visitor(people, "PETUGAS serahkan saya")
    sari, budi = await at_desk(people, "sari"), await at_desk(people, "budi")
    await show(sari, chat)
    await sari.keyboard.press("t")
    await expect(sari.locator(".owner button:has-text('Serahkan')")).to_be_visible()
    await show(budi, chat)
    await expect(sari.locator(".others")).to_contain_text("Budi juga melihat ini")
    await sari.keyboard.press("r")
    await sari.keyboard.type("sebentar")
    await expect(budi.locator(".others")).to_contain_text("Sari sedang mengetik")
    await sari.keyboard.press("Escape")
    await sari.keyboard.press("a")
    await sari.click("dialog label:has-text('Budi')")
    await sari.fill("dialog textarea", "tolong cek @budi")
    assert await serious_faults(sari) == []
    await sari.click("dialog button.primary")
    await expect(budi.locator(".owner")).to_contain_text("Anda sedang menjawab")
    await expect(budi.locator(".message.note")).to_contain_text("tolong cek @budi")
    await expect(sari.locator(".owner")).to_contain_text("Budi sedang menjawab")
    await expect(sari.locator("#reply")).to_have_attribute("placeholder", re.compile("Catatan"))


async def test_who_leads_sees_the_load_and_takes_a_thread_from_somebody(people):
    chat = await visitor(people, "PETUGAS beban")
    sari, admin = await at_desk(people, "sari"), await at_desk(people, "admin")
    await show(sari, chat)
    await sari.keyboard.press("t")
    await expect(sari.locator(".owner button:has-text('Serahkan')")).to_be_visible()
    await admin.click("button:has-text('Beban')")
    await expect(admin.locator("dialog tr", has_text="Sari")).to_be_visible()
    assert await serious_faults(admin) == []
    await admin.locator("dialog tr", has_text="Sari").get_by_role("button").click()
    await expect(admin).to_have_url(re.compile("owner="))
    await admin.locator(".row").first.click()
    await admin.click("button:has-text('Ambil dari petugas ini')")
    await expect(admin.locator(".owner")).to_contain_text("Anda sedang menjawab")
    await expect(sari.locator(".owner")).to_contain_text("Admin sedang menjawab")
    await admin.keyboard.press("Control+k")
    await admin.keyboard.type("catatan tind")
    await admin.keyboard.press("Enter")
    taken = admin.locator(".audit tr", has_text="Sari").first
    await expect(taken).to_contain_text("Mengambil alih")
    assert await serious_faults(admin) == []
    await taken.get_by_role("button").click()
    await expect(admin).to_have_url(re.compile(f"thread={await conversation_of(chat)}"))


async def test_the_panel_opens_a_case_and_moves_it_on(people):
    chat = await visitor(people, "PETUGAS buka berkas")
    desk = await at_desk(people)
    await show(desk, chat)
    await desk.click("button:has-text('Ambil alih')")
    await expect(desk.locator(".owner button:has-text('Serahkan')")).to_be_visible()
    await desk.click(".person button:has-text('Buka berkas')")
    await expect(desk.locator("dialog .acts button").first).to_be_visible()
    assert await serious_faults(desk) == []
    await desk.locator("dialog .acts button").first.click()
    thing = desk.locator("[data-kind=case] .thing")
    await expect(thing).to_contain_text("LKT-")
    await thing.get_by_role("button", name="Mulai periksa").click()
    await expect(thing).to_contain_text("diperiksa")
    await desk.keyboard.type("eg")
    await thing.get_by_role("button", name="Minta dokumen").click()
    await expect(desk.locator(".act-form textarea")).to_be_focused()
    await desk.keyboard.press("Escape")
    await expect(thing.get_by_role("button", name="Minta dokumen")).to_be_focused()
    await desk.keyboard.type("eg")
    await desk.keyboard.press("Enter")
    await desk.keyboard.type("Akta lahir")
    await expect(desk.locator(".act-form textarea")).to_have_value("Akta lahir")
    assert await serious_faults(desk) == []
    await desk.click(".act-form button.primary")
    await expect(thing).to_contain_text("Akta lahir")
    await expect(desk.locator(".message.note").last).to_contain_text("LKT-")
    await desk.keyboard.type("eg")
    await expect(desk.locator(".owner button:has-text('Serahkan')")).to_be_visible()
    await desk.click(".person button:has-text('Tampilkan')")
    await expect(desk.locator(".person form input")).to_be_focused()
    await desk.keyboard.press("Escape")
    await expect(desk.locator(".person button:has-text('Tampilkan')")).to_be_focused()


async def test_a_panel_keeps_an_unfilled_reply_back_and_auditors_apart(people):
    chat = await visitor(people, "PETUGAS isian kosong")
    desk = await at_desk(people)
    await show(desk, chat)
    await desk.click("button:has-text('Ambil alih')")
    await desk.fill("#reply", "Tiket {ticket}")
    send = desk.get_by_role("button", name="Kirim", exact=True)
    await expect(send).to_be_disabled()
    await expect(desk.locator("#unfilled")).to_contain_text("{ticket}")
    await desk.press("#reply", "Enter")
    await expect(desk.locator("#reply")).to_have_value("Tiket {ticket}")
    await desk.fill("#reply", "Tiket A-1")
    await expect(send).to_be_enabled()
    await at_desk(people, "budi")
    auditor = await at_desk(people, "tono")
    await desk.click("button:has-text('Serahkan')")
    await expect(desk.locator("dialog .people label", has_text="Budi")).to_be_visible()
    await expect(desk.locator("dialog .people")).not_to_contain_text("Tono")
    await show(auditor, chat)
    await expect(auditor.locator(".person .facts")).to_be_visible()
    await expect(auditor.locator(".presence-choice")).to_have_count(0)
    await expect(auditor.locator(".person button:has-text('Tampilkan')")).to_have_count(0)


async def test_a_file_goes_with_a_reply_and_is_seen_on_both_sides(people):
    chat = await visitor(people, "PETUGAS lampiran contoh")
    desk = await at_desk(people)
    await show(desk, chat)
    await desk.keyboard.press("t")
    await desk.click("button:has-text('Lampirkan')")
    await desk.set_input_files("input[type=file]", PICTURE)
    await expect(desk.locator(".files [role=status]")).to_have_text("✓")
    assert await serious_faults(desk) == []
    await desk.fill("#reply", "seperti ini")
    await desk.press("#reply", "Enter")
    for page in (desk, chat):
        picture = page.locator(".message.staff .attached img")
        await expect(picture).to_have_js_property("complete", value=True)
        assert await picture.evaluate("image => image.naturalWidth") > 0


async def test_what_was_said_while_the_line_was_down_is_there_once(people):
    chat = await visitor(people, "PETUGAS putus")
    desk = await at_desk(people)
    await show(desk, chat)
    await expect(desk.locator(".message.visitor")).to_have_count(1)
    await desk.context.set_offline(True)
    await expect(desk.locator(".notice")).to_contain_text("Tidak ada sambungan")
    for number in range(5):
        await chat.fill("#text", f"pesan {number}")
        await chat.press("#text", "Enter")
    await expect(chat.locator(".sending")).to_have_count(0)
    await desk.fill("#reply", "catatan saat putus")
    await desk.press("#reply", "Enter")
    await expect(desk.locator(".message.note .bubble")).to_have_count(1)
    await desk.context.set_offline(False)
    await expect(desk.locator(".message.visitor")).to_have_count(6)
    await expect(desk.locator(".message.note .sending")).to_have_count(0)
    shown = await desk.locator(".message .bubble").all_text_contents()
    await desk.reload()
    await expect(desk.locator(".message.visitor")).to_have_count(6)
    assert await desk.locator(".message .bubble").all_text_contents() == shown
    people.troubles[:] = [each for each in people.troubles if "DISCONNECTED" not in each]


async def test_single_keys_can_be_switched_off_and_stay_so(people):
    await visitor(people, "PETUGAS tombol")
    desk = await at_desk(people)
    await desk.keyboard.press("?")
    await desk.keyboard.press("Space")
    await desk.keyboard.press("Escape")
    await desk.reload()
    await expect(desk.locator(".row").first).to_be_visible()
    await desk.keyboard.press("j")
    await expect(desk.locator(".nobody")).to_be_visible()
    await desk.keyboard.press("Control+k")
    await expect(desk.locator("dialog.palette")).to_be_visible()


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_the_desk_goes_from_list_to_thread_to_person_on_a_phone(people, scheme, language):
    await visitor(people, "PETUGAS layar kecil")
    desk = await at_desk(people, screen=NARROW, scheme=scheme)
    await desk.goto(f"/desk?lang={language}")
    await desk.goto("/desk")
    for step in (".row >> nth=0", ".who-button"):
        assert await serious_faults(desk) == []
        assert await desk.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        await desk.click(step)
    await expect(desk.locator(".person .facts")).to_be_visible()
    assert await serious_faults(desk) == []
    assert await desk.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    await desk.locator(".side-head .back").click()
    await desk.locator(".head .back").click()
    await expect(desk.locator(".tabs")).to_be_visible()


async def test_focus_stays_in_a_sheet_and_comes_back(people):
    chat = await visitor(people, "PETUGAS fokus")
    desk = await at_desk(people)
    await show(desk, chat)
    await expect(desk.locator(".tools")).to_be_visible()
    await desk.focus(".tools button >> nth=0")
    await desk.keyboard.press("Enter")
    await expect(desk.locator("dialog input[data-first]")).to_be_focused()
    for _ in range(12):
        await desk.keyboard.press("Tab")
        assert await desk.evaluate(IS_INSIDE)
    await desk.keyboard.press("Escape")
    await expect(desk.locator(".tools button >> nth=0")).to_be_focused()
