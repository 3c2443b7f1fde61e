"""The pages where there is little room, on paper, and in the reader's own colours."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import PHONE_SCREEN
from tests.browser.test_chat import ready, write

pytestmark = pytest.mark.asyncio(loop_scope="session")
CUT = """() => [...document.querySelectorAll(".office, .demo")]
    .filter(({scrollWidth, clientWidth}) => scrollWidth > clientWidth + 1)
    .concat([...document.querySelectorAll(".office")]
        .filter(({scrollHeight, clientHeight}) => scrollHeight > clientHeight + 1))
    .map((one) => one.className)"""


@pytest.mark.parametrize("width", [320, 360, 500, 640, 1280])
@pytest.mark.parametrize("path", ["/", "/chat", "/chat?embed=1", "/demo/phone", "/login"])
async def test_neither_the_office_s_name_nor_the_demo_s_links_are_cut(people, path, width):
    page = await people.open(path, screen={"width": width, "height": 640})

    assert await page.evaluate(CUT) == []


async def test_the_last_act_of_the_menu_is_reached_at_four_hundred_per_cent(people):
    chat = await people.open("/chat", screen={"width": 320, "height": 256})
    await ready(chat)
    await chat.click("#menu summary")
    last = chat.locator("#menu button").last
    await last.focus()
    box = await last.bounding_box()

    assert box["y"] + box["height"] <= 256


async def test_connecting_a_telephone_leaves_the_conversation_and_the_box_in_sight(people):
    chat = await people.open("/chat", screen=PHONE_SCREEN)
    await write(chat, "halo")
    await expect(chat.locator(".message.bot")).to_have_count(1)
    await chat.click("#menu summary")
    await chat.click("button[value=phone]")
    await expect(chat.locator(".phone input").first).to_be_visible()
    log = await chat.locator("#log").bounding_box()

    await expect(chat.locator("#text")).to_be_visible()
    assert log["height"] >= 240


async def test_paper_says_who_said_what(people):
    chat = await people.open("/chat?lang=en")
    await write(chat, "halo")
    await expect(chat.locator(".message.bot")).to_have_count(1)
    await chat.emulate_media(media="print")
    names = await chat.locator("#said .message > bdi").evaluate_all(
        "all => all.filter(one => one.offsetWidth > 1).map(one => one.textContent)"
    )

    assert names == ["You", "Automatic counter"]


async def test_the_sound_switch_and_the_bubbles_are_seen_in_forced_colours(people):
    chat = await people.open("/chat")
    await write(chat, "halo")
    await expect(chat.locator(".message.bot")).to_have_count(1)
    await chat.emulate_media(forced_colors="active")
    await chat.click("#menu summary")
    switch = chat.locator("button[value=sound]")
    drawn = "one => getComputedStyle(one, '::after').backgroundImage"
    on = await switch.evaluate(drawn)
    await switch.click()
    await expect(switch).to_have_attribute("aria-checked", "false")
    edge, ground = await chat.locator(".message.bot .bubble").evaluate(
        "one => [getComputedStyle(one).borderTopColor, getComputedStyle(one).backgroundColor]"
    )

    assert on.startswith("radial-gradient")
    assert on != await switch.evaluate(drawn)
    assert edge != ground


@pytest.mark.parametrize("width", [360, 500, 700])
async def test_the_desk_s_own_tools_stand_in_one_line_where_there_is_little_room(people, width):
    desk = await people.staff(screen={"width": width, "height": 740})
    heights = await desk.locator(".desk-tools").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().height)"
    )

    assert heights
    assert max(heights) < 60


@pytest.mark.parametrize("language", ["id", "en"])
async def test_what_to_write_is_one_line_on_the_smallest_screen(people, language):
    chat = await people.open(f"/chat?lang={language}", screen={"width": 320, "height": 568})
    box = await chat.locator("#text").bounding_box()

    assert box["height"] < 50
