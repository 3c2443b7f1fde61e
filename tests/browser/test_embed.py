"""The chat in another site's page: one line, a strict policy, no storage for the frame."""

import pytest
from playwright.async_api import expect

from tests.browser.answering import answering
from tests.browser.conftest import PHONE_SCREEN, serious_faults
from tests.browser.site import foreign_site
from tests.browser.test_tour import picture

pytestmark = pytest.mark.asyncio(loop_scope="session")
LAUNCHER = "loket-chat button"


async def write(frame, text: str) -> None:
    await frame.locator("#text").fill(text)
    await frame.locator("#text").press("Enter")


async def test_one_line_brings_the_chat_into_a_strict_page_and_it_outlives_a_reload(people, demo):
    async with foreign_site(demo.base) as site:
        page = await people.open(site)
        frame = page.frame_locator("iframe")
        await page.click(LAUNCHER)
        await expect(frame.locator("#text")).to_be_focused()
        await write(frame, "halo dari situs lain")
        await expect(frame.locator(".message.bot")).to_have_count(1)
        assert await serious_faults(page) == []
        assert await serious_faults(page.frames[-1]) == []
        await picture(page, "embed")
        await page.reload()
        await page.click(LAUNCHER)

        await expect(frame.locator(".message.visitor .bubble")).to_have_text(
            ["halo dari situs lain"]
        )
        kept = await page.evaluate("Object.keys(localStorage)")
        assert kept == [f"{demo.base} loket.chat.token"]


async def test_the_keyboard_opens_and_closes_it_and_gets_its_place_back(people, demo):
    async with foreign_site(demo.base) as site:
        page = await people.open(site)
        frame = page.frame_locator("iframe")
        for _ in range(2):
            await page.keyboard.press("Tab")
        await expect(page.locator(LAUNCHER)).to_be_focused()
        assert await page.locator(LAUNCHER).get_attribute("aria-label") == "Buka obrolan"
        await page.keyboard.press("Enter")
        await expect(frame.locator("#text")).to_be_focused()
        await page.keyboard.press("Escape")
        await expect(page.locator("iframe")).to_be_hidden()

        await expect(page.locator(LAUNCHER)).to_be_focused()


async def test_the_page_s_own_type_size_does_not_shrink_it_and_the_button_shows_what_it_does(
    people, demo
):
    async with foreign_site(demo.base, style="html{font-size:62.5%}") as site:
        page = await people.open(site)
        icon = page.locator("loket-chat i")
        drawn = "icon => getComputedStyle(icon).clipPath"
        bubble = await icon.evaluate(drawn)
        await page.click(LAUNCHER)
        await expect(page.frame_locator("iframe").locator("#text")).to_be_focused()
        button, box = [
            await page.locator(f"loket-chat {name}").bounding_box() for name in ("button", "iframe")
        ]
        cross = await icon.evaluate(drawn)
        await page.keyboard.press("Escape")
        await expect(page.locator("iframe")).to_be_hidden()

        assert (button["width"], button["height"]) == (60, 60)
        assert 400 <= box["width"] <= 402
        assert bubble != cross
        assert bubble == await icon.evaluate(drawn)


async def test_the_page_s_own_rules_for_its_parts_do_not_move_or_hide_it(people, demo):
    style = "body>*{display:none;position:relative;transform:scale(.5);opacity:0;z-index:1}"
    async with foreign_site(demo.base, style=style) as site:
        page = await people.open(site)
        button = await page.locator(LAUNCHER).bounding_box()
        await page.click(LAUNCHER)

        await expect(page.frame_locator("iframe").locator("#text")).to_be_focused()
        assert (button["x"] + button["width"], button["y"] + button["height"]) == (1264, 784)


@pytest.mark.parametrize("colours", ["active", "none"])
async def test_the_button_can_be_seen_where_the_reader_s_own_colours_are_forced(
    people, demo, colours
):
    async with foreign_site(demo.base) as site:
        page = await people.open(site)
        await page.emulate_media(forced_colors=colours)
        icon, ground = await page.evaluate(
            """() => {
                const root = document.querySelector("loket-chat").shadowRoot;
                return [
                    getComputedStyle(root.querySelector("i")).borderTopColor,
                    getComputedStyle(root.querySelector("button")).backgroundColor,
                ];
            }"""
        )

        assert icon != ground


async def test_a_page_s_own_button_opens_it_with_a_question_that_is_not_sent(people, demo):
    async with foreign_site(demo.base) as site:
        page = await people.open(site)
        frame = page.frame_locator("iframe")
        await page.click("text=Tanya syarat KK")
        await expect(frame.locator("#text")).to_have_value("Apa syarat KK?")
        await page.evaluate("Loket.open({text: 'Dan akta?'})")
        await expect(frame.locator("#text")).to_have_value("Apa syarat KK?\nDan akta?")
        await page.evaluate("Loket.close()")

        await expect(page.locator("iframe")).to_be_hidden()
        await expect(frame.locator(".message.visitor")).to_have_count(0)


async def test_what_staff_write_while_it_is_closed_is_counted_on_the_launcher(people, demo):
    async with foreign_site(demo.base, attributes='data-language="en"') as site:
        page = await people.open(site)
        frame = page.frame_locator("iframe")
        await page.click(LAUNCHER)
        await write(frame, "badge please")
        await expect(frame.locator(".message.bot")).to_have_count(1)
        await page.keyboard.press("Escape")
        await expect(page.locator("iframe")).to_be_hidden()
        async with answering(demo.base, page) as staff:
            await staff.take()
            await staff.reply("Good morning")

        await expect(page.locator("loket-chat b")).to_have_text("1")
        label = await page.locator(LAUNCHER).get_attribute("aria-label")
        assert label == "Open chat, 1 unread"
        await page.click(LAUNCHER)
        await expect(page.locator("loket-chat b")).to_have_text("")


async def test_it_fills_a_phone_and_can_be_closed_there(people, demo):
    async with foreign_site(demo.base, attributes="data-open") as site:
        page = await people.open(site, screen=PHONE_SCREEN)
        frame = page.frame_locator("iframe")
        await expect(frame.locator("#close")).to_be_visible()
        box = await page.locator("iframe").bounding_box()
        assert (box["x"], box["y"], box["width"], box["height"]) == (0, 0, 360, 740)
        await frame.locator("#close").click()

        await expect(page.locator("iframe")).to_be_hidden()


async def test_words_of_the_page_s_other_scripts_are_not_taken_for_the_chat_s(people, demo):
    async with foreign_site(demo.base, attributes="data-open") as site:
        page = await people.open(site)
        frame = page.frame_locator("iframe")
        await expect(frame.locator(".banner")).to_contain_text("Loket otomatis")
        await page.evaluate(
            "postMessage({loket: 'keep', name: 'loket.chat.token', value: 'evil'}, '*');"
            "postMessage({loket: 'close'}, '*');"
            "postMessage({loket: 'unread', count: 7}, '*')"
        )
        await page.evaluate("new Promise(requestAnimationFrame)")

        await expect(page.locator("iframe")).to_be_visible()
        assert "evil" not in await page.evaluate("Object.values(localStorage).join()")


async def test_only_the_embedded_chat_may_be_framed_and_only_by_listed_sites(people, demo):
    page = await people.open("/login")
    for path, framed_by in (
        ("/chat", "frame-ancestors 'none'"),
        ("/", "frame-ancestors 'none'"),
        ("/login", "frame-ancestors 'none'"),
        ("/chat?embed=1", "frame-ancestors 'self' http://127.0.0.1:* http://localhost:*"),
    ):
        answer = await page.request.get(path)
        assert answer.headers["content-security-policy"].endswith(framed_by)
        assert ("x-frame-options" in answer.headers) == ("none" in framed_by)
