"""The demo's phone page: what can go wrong in the modem, and that nothing is lost by it."""

import re

import pytest
from playwright.async_api import expect

from server.demo.troubles import TROUBLES
from tests.browser.conftest import DESK_SCREEN, serious_faults

pytestmark = pytest.mark.asyncio(loop_scope="session")
SMALLEST = {"width": 320, "height": 640}


async def _text(phone, text):
    await phone.fill("#sms", text)
    await phone.press("#sms", "Enter")
    await expect(phone.locator(".messages li").last).to_have_class(re.compile("visitor"))


async def _is_answered(phone):
    """The last line is Loket's: it came after ours."""
    last = phone.locator(".messages li").last
    await expect(last).to_have_class(re.compile("bot"), timeout=40_000)
    await expect(last).to_contain_text("LKT-2026-000")


async def test_texts_wait_while_the_modem_is_unplugged_and_are_answered_when_it_is_back(people):
    phone = await people.open("/demo/phone")
    await phone.select_option("select", "+6281300009999")
    await phone.click("button:has-text('Cabut modem')")
    await expect(phone.locator("button:has-text('Pasang lagi')")).to_be_visible()
    await _text(phone, "CEK LKT-2026-000123")
    await expect(phone.locator(".troubles [role=status]")).to_have_text(
        "1 SMS menunggu di jaringan."
    )

    await phone.click("button:has-text('Pasang lagi')")
    await _is_answered(phone)
    await expect(phone.locator(".troubles [role=status]")).to_have_text("")


@pytest.mark.parametrize(
    ("begin", "end", "said"),
    [
        ("Pull the plug", "Plug it in again", "The modem is unplugged. Texts wait"),
        ("Lose the network", "Find the network again", "There is no network. Texts wait"),
        ("Take the SIM out", "Put the SIM back", "There is no SIM in the modem. Texts wait"),
    ],
)
async def test_staff_see_what_it_means_and_the_reply_leaves_afterwards(people, begin, end, said):
    phone = await people.open("/demo/phone", locale="en-GB")
    desk = await people.staff(locale="en-GB")
    await phone.wait_for_selector(".troubles button")
    await phone.select_option("select", "+6281300009999")
    await phone.click(f"button:has-text('{begin}')")
    await expect(desk.locator(".alarms")).to_contain_text(said)

    await _text(phone, "CEK LKT-2026-000123")
    await phone.click(f"button:has-text('{end}')")
    await _is_answered(phone)
    await expect(desk.locator(".alarms")).to_have_text("")


async def test_a_full_sim_only_delays_texts(people):
    phone = await people.open("/demo/phone", locale="en-GB")
    await phone.select_option("select", "+6281300009999")
    await phone.click("button:has-text('Fill the SIM')")
    await _text(phone, "CEK LKT-2026-000456")
    await expect(phone.locator(".troubles [role=status]")).to_have_text(
        "1 text waits in the network."
    )

    await phone.click("button:has-text('Empty the SIM')")
    await _is_answered(phone)


async def test_what_happens_once_stays_pressed_until_it_has_happened_and_can_be_called_off(people):
    phone = await people.open("/demo/phone", locale="en-GB")
    button = phone.locator("button:has-text('Lose a part of your next long text')")
    await expect(button).to_have_attribute("aria-pressed", "false")
    await button.click()
    await expect(button).to_have_attribute("aria-pressed", "true")

    await button.click()
    await expect(button).to_have_attribute("aria-pressed", "false")


async def test_each_trouble_says_what_it_means(people):
    phone = await people.open("/demo/phone")
    buttons = phone.locator(".troubles button")
    await expect(buttons).to_have_count(len(TROUBLES))

    for button in await buttons.all():
        meaning = phone.locator(f"#{await button.get_attribute('aria-describedby')}")
        await expect(meaning).to_have_text(re.compile(r"\w{3}.*\."))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", [DESK_SCREEN, SMALLEST], ids=["wide", "small"])
async def test_the_phone_page_is_fit_for_everybody(people, scheme, screen):
    phone = await people.open("/demo/phone", screen=screen, scheme=scheme)
    await phone.wait_for_selector(".troubles button")

    assert await serious_faults(phone) == []
    width = await phone.evaluate("document.documentElement.scrollWidth")
    assert width == screen["width"]


@pytest.mark.parametrize(
    "told",
    [{}, {"name": "earthquake"}, {"name": []}, {"name": "unplugged", "is_on": 1}],
)
async def test_a_trouble_that_is_none_is_refused(people, told):
    phone = await people.open("/demo/phone")
    csrf = await phone.locator("#phone").get_attribute("data-csrf")
    answers = [
        await phone.request.post("/demo/phone/trouble", data=told | {"csrf": given})
        for given in (csrf, "wrong")
    ]

    assert [answer.status for answer in answers] == [422, 403]
