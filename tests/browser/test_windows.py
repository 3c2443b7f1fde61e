"""The chat and the desk under hostile words, poor browsers, several tabs and no mouse."""

import pytest
from playwright.async_api import expect

from tests.browser.answering import conversation_of
from tests.browser.conftest import PHONE_SCREEN, serious_faults

pytestmark = pytest.mark.asyncio(loop_scope="session")
HOSTILE = [
    "<script>window.hurt=1</script>",
    "<img src=x onerror=window.hurt=1>",
    '"><svg onload=window.hurt=1>',
    "</li></ol><style>*{display:none}</style>",
    "<iframe srcdoc='<script>parent.hurt=1</script>'></iframe>",
    "<base href=//evil.example><form action=//evil.example>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "javascript:window.hurt=1",
    "data:text/html,<script>window.hurt=1</script>",
    "https://user@evil.example/",
    "https://evil.example/\u202egpj.exe",
    "{{constructor.constructor('window.hurt=1')()}} ${window.hurt=1} %s",
    "\u202etxet desrever",
    "__proto__",
]
POOR = """
Object.defineProperty(window, "localStorage", { get() { throw new Error("denied"); } });
Object.defineProperty(Crypto.prototype, "randomUUID", { value: undefined });
"""


async def write(chat, text: str) -> None:
    await chat.fill("#text", text)
    await chat.press("#text", "Enter")


async def test_hostile_words_are_words_on_both_sides(people):
    chat = await people.open("/chat", screen=PHONE_SCREEN)
    for text in HOSTILE:
        await write(chat, text)
    await expect(chat.locator(".message.visitor")).to_have_count(len(HOSTILE))
    await expect(chat.locator(".sending")).to_have_count(0)
    desk = await people.staff()
    await desk.locator(".row").first.click()
    await expect(desk.locator(".message.visitor").last).to_be_visible()

    for page in (chat, desk):
        shown = await page.locator(".message.visitor .bubble").all_text_contents()
        assert shown == HOSTILE[-len(shown) :]
        assert await page.evaluate("window.hurt") is None
        assert await page.locator(".bubble :not(bdi)").count() == 0


async def test_a_browser_that_keeps_nothing_and_knows_no_uuid_still_chats(people):
    chat = await people.open("/login")
    await chat.add_init_script(POOR)
    await chat.goto("/chat")
    await write(chat, "halo")

    await expect(chat.locator(".message.bot")).to_have_count(1)


async def test_what_is_typed_before_the_modules_arrive_is_kept(people):
    chat = await people.open("/login")
    held = []

    def hold(route) -> None:
        held.append(route)

    await chat.context.route("**/assets/chat-main*", hold)
    await chat.goto("/chat", wait_until="commit")
    await chat.fill("#text", "halo")
    await expect(chat.locator("#text")).to_be_focused()
    for route in held:
        await route.continue_()
    await chat.context.unroute("**/assets/chat-main*")
    await expect(chat.locator(".banner")).to_contain_text("Loket otomatis")
    assert await chat.input_value("#text") == "halo"
    await chat.press("#text", "Enter")

    await expect(chat.locator(".message.bot")).to_have_count(1)


@pytest.mark.parametrize("act", ["Enter", "button"])
async def test_what_is_sent_before_the_modules_arrive_goes_once(people, act):
    chat = await people.open("/login")
    held = []

    def hold(route) -> None:
        held.append(route)

    await chat.context.route("**/assets/chat-main*", hold)
    await chat.goto("/chat", wait_until="commit")
    await chat.fill("#text", "halo")
    await (chat.press("#text", "Enter") if act == "Enter" else chat.click("#composer .primary"))
    await expect(chat.locator("#text")).to_have_value("halo")
    for route in held:
        await route.continue_()

    await expect(chat.locator(".message.bot")).to_have_count(1)
    await expect(chat.locator(".message.visitor .bubble")).to_have_text(["halo"])
    await expect(chat.locator("#text")).to_have_value("")


async def test_two_tabs_of_one_visitor_show_the_same(people):
    chat = await people.open("/chat")
    await write(chat, "halo")
    await expect(chat.locator(".message.bot")).to_have_count(1)
    other = await chat.context.new_page()
    await other.goto("/chat")
    await expect(other.locator(".message.bot")).to_have_count(1)
    await write(other, "BANTUAN")

    for page in (chat, other):
        await expect(page.locator(".message.visitor")).to_have_count(2)
        await expect(page.locator(".message.bot")).to_have_count(2)


async def test_a_text_that_is_too_long_is_told_before_it_is_sent(people):
    chat = await people.open("/chat", screen=PHONE_SCREEN)
    await chat.fill("#text", "a" * 3999)
    await expect(chat.locator("output")).to_have_text("sisa 1 karakter")
    await chat.fill("#text", "a" * 4001)
    await expect(chat.locator("output")).to_have_text("kelebihan 1 karakter")
    await chat.press("#text", "Enter")

    await expect(chat.locator(".message.visitor")).to_have_count(0)


async def test_the_desk_is_worked_by_the_keyboard_alone(people):
    chat = await people.open("/chat")
    await write(chat, "halo dari papan ketik")
    desk = await people.staff()
    press = desk.keyboard.press
    number = await conversation_of(chat)
    await expect(desk.locator(".row").first).to_be_visible()
    while not desk.url.endswith(f"thread={number}"):
        before = desk.url
        await press("j")
        await desk.wait_for_url(lambda now, before=before: now != before)
    await expect(desk.locator(".message.visitor").last).to_contain_text("papan ketik")
    await press("t")
    await expect(chat.locator(".banner")).to_contain_text("Sari sedang menjawab Anda")
    await expect(desk.locator("button:has-text('Kembalikan ke bot')")).to_be_visible()
    await press("n")
    await desk.keyboard.type("cek KK-nya")
    await press("Enter")
    await expect(desk.locator(".message.note")).to_contain_text("cek KK-nya")
    await press("Escape")
    await press("r")
    await desk.keyboard.type("Selamat pagi")
    await press("Enter")
    await expect(chat.locator(".message.staff")).to_have_count(1)
    await press("Escape")
    await press("?")
    await expect(desk.locator(".keys")).to_be_visible()
    assert await serious_faults(desk) == []
    await press("Escape")
    await expect(desk.locator(".keys")).to_have_count(0)
    await press("g")

    await expect(chat.locator(".banner")).to_contain_text("Loket otomatis")
    await expect(chat.locator(".message", has_text="cek KK-nya")).to_have_count(0)
