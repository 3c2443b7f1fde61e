"""A line looks after itself: it says what is wrong in a word, and is back when that is over."""

import asyncio
from pathlib import Path

import pytest

from gateway.errors import State
from gateway.pins import RefusedPins
from gateway.setup import Setup
from gateway.simulator import SimulatedModem
from gateway.simulator.profiles import profile_named
from models.terms.clock import SystemClock
from tests.gateway.lines import BUDI, line_at, line_with

IMEI = "356938035643809"
OTHER_IMEI = "356938035643817"
TROUBLES = {
    "sim_removed": State.SIM_MISSING,
    "unregistered": State.SEARCHING,
    "unregistered:3": State.DENIED,
    "mute_until_reset": State.MUTE,
}
PASSING = ["unplug", "reboot", "mute_until_reopened", "boot_flood", "swap_sim", "urc_storm"]


async def test_a_line_that_works_tells_all_that_an_operator_asks(tmp_path):
    async with line_with(tmp_path) as (_, line):
        await line.until_state(State.READY)
        await line.send()
        condition = line.condition

    assert condition.is_up
    assert condition.detail == "ready"
    assert (condition.imei, condition.operator) == (IMEI, "Loket")
    assert (condition.imsi, condition.iccid) == ("...0001", "...0001")
    assert (condition.sent, condition.failed, condition.unknown) == (1, 0, 0)
    assert (condition.used, condition.capacity) == (0, 50)
    assert condition.answer_seconds < 1
    assert "Simulated" in condition.model


@pytest.mark.parametrize(("fault", "state"), TROUBLES.items())
async def test_a_trouble_is_told_in_a_word_and_passes(tmp_path, fault, state):
    async with line_with(tmp_path) as (modem, line):
        await line.until_state(State.READY)
        modem.order(fault)
        line.supervisor.doubt()
        await line.until_state(state)
        assert not line.condition.is_up
        assert line.condition.detail

        modem.order(fault, 0)

        await line.until_state(State.READY)
        await line.send()


@pytest.mark.parametrize("fault", PASSING)
async def test_a_modem_that_comes_back_is_at_work_by_itself(tmp_path, fault):
    async with line_with(tmp_path) as (modem, line):
        await line.until_state(State.READY)
        modem.order(fault)
        await asyncio.sleep(0)
        line.supervisor.doubt()
        modem.inject(BUDI, "halo")

        await line.inbox.until(lambda: line.inbox.stored or line.inbox.calls)
        await line.until_state(State.READY)


async def test_a_modem_without_power_is_mute_until_it_is_plugged_in_again(tmp_path):
    async with line_with(tmp_path, profile=profile_named("sim800")) as (modem, line):
        await line.until_state(State.READY)
        modem.order("power_down")
        await line.until_state(State.MUTE)
        assert "does not answer" in line.condition.detail

        await modem.unplug()
        await line.until_state(State.NO_PORT)
        await modem.plug_in()

        await line.until_state(State.READY)


async def test_a_line_waits_for_a_modem_that_is_not_there_yet(tmp_path):
    modem = SimulatedModem(link=str(tmp_path / "later"))
    async with line_at(modem.where) as line:
        await line.until_state(State.NO_PORT)
        await modem.start()
        await line.until_state(State.READY)
    await modem.close()


async def test_two_owners_of_a_modem_are_refused(tmp_path):
    async with line_with(tmp_path) as (modem, line):
        await line.until_state(State.READY)
        async with line_at(modem.where) as second:
            await second.until_state(State.IN_USE)
            assert "another program has it" in second.condition.detail
        await line.send()


async def test_a_path_that_is_no_port_is_said_to_be_none(tmp_path):
    file = tmp_path / "file"
    file.write_text("")
    async with line_at(str(file)) as line:
        await line.until_state(State.UNFIT)


# SIMs.


async def test_a_pin_is_given_and_the_line_is_ready(tmp_path):
    setup = Setup(pin="1234", candidates=tuple)
    async with line_with(tmp_path, pin="1234", setup=setup) as (_, line):
        await line.until_state(State.READY)


async def test_without_a_pin_the_operator_is_asked_for_it(tmp_path):
    async with line_with(tmp_path, pin="1234") as (modem, line):
        await line.until_state(State.PIN_NEEDED)
        assert "set sim_pin" in line.condition.detail
        assert not any("CPIN=" in typed for typed in modem.typed)


@pytest.mark.parametrize("profile", ["generic", "zte"])
async def test_a_wrong_pin_is_given_once_however_often_it_is_plugged_in(tmp_path, profile):
    setup = Setup(pin="9999", candidates=tuple)
    options = {"pin": "1234", "setup": setup, "profile": profile_named(profile)}
    async with line_with(tmp_path, **options) as (modem, line):
        for _ in range(4):
            await line.until_state(State.PIN_REFUSED)
            await modem.unplug()
            await line.until_state(State.NO_PORT)
            await modem.plug_in()
        await line.until_state(State.PIN_REFUSED)

    assert modem.state.card.pin_tries_left == 2
    assert sum("CPIN=" in typed for typed in modem.typed) == 1


async def test_a_wrong_pin_is_given_once_however_often_loket_is_restarted(tmp_path):
    file = tmp_path / "data" / "refused.pins"
    async with SimulatedModem(link=str(tmp_path / "m"), pin="1234") as modem:
        for _ in range(3):
            setup = Setup(pin="9999", candidates=tuple, refused_pins=RefusedPins(file))
            async with line_at(modem.where, setup=setup) as line:
                await line.until_state(State.PIN_REFUSED)
        assert modem.state.card.pin_tries_left == 2
        assert "9999" not in file.read_text()
        assert file.stat().st_mode & 0o077 == 0

        setup = Setup(pin="1234", candidates=tuple, refused_pins=RefusedPins(file))
        async with line_at(modem.where, setup=setup) as line:
            await line.until_state(State.READY)
        assert modem.state.card.pin_tries_left == 3


def test_refusals_outlive_a_broken_file(tmp_path):
    file = tmp_path / "refused.pins"
    file.write_bytes(b"\xff\xfe")
    refused_pins = RefusedPins(file)
    refused_pins.note("8962", "1234")

    assert RefusedPins(file).holds("8962", "1234")
    refused_pins.forget("8962", "1234")
    assert not RefusedPins(file).holds("8962", "1234")


def test_where_nothing_can_be_written_a_refusal_is_remembered_in_memory():
    refused_pins = RefusedPins(Path("/dev/null/refused.pins"))
    refused_pins.note("8962", "1234")

    assert refused_pins.holds("8962", "1234")


async def test_a_blocked_sim_is_left_to_a_person(tmp_path):
    setup = Setup(pin="1234", candidates=tuple)
    async with line_with(tmp_path, pin="1234", setup=setup) as (modem, line):
        modem.state.card.pin_tries_left = 0
        modem.state.card.lose_power()
        await modem.unplug()
        await modem.plug_in()
        await line.until_state(State.PUK_NEEDED)
        assert sum("CPIN=" in typed for typed in modem.typed) <= 1


async def test_another_sim_is_noticed(tmp_path):
    async with line_with(tmp_path) as (modem, line):
        await line.until_state(State.READY)
        modem.order("swap_sim")
        await line.until(lambda: "another SIM than before" in line.condition.detail)
        assert "...0002 instead of ...0001" in line.condition.detail


async def test_a_busy_sim_is_waited_for(tmp_path):
    async with line_with(tmp_path, profile=profile_named("zte")) as (_, line):
        await line.until_state(State.READY)


async def test_a_lost_service_centre_is_set_again(tmp_path):
    async with line_with(tmp_path) as (modem, line):
        await line.until_state(State.READY)
        before = modem.state.service_centre
        modem.state.service_centre = ""
        line.supervisor.doubt()
        await line.until(lambda: modem.state.service_centre == before)


async def test_the_offices_service_centre_is_set(tmp_path):
    setup = Setup(service_centre="+62811000000", candidates=tuple)
    async with line_with(tmp_path, setup=setup) as (modem, line):
        await line.until_state(State.READY)
        assert modem.state.service_centre == "+62811000000"


async def test_a_missing_service_centre_is_told(tmp_path):
    async with SimulatedModem(link=str(tmp_path / "m")) as modem:
        modem.state.service_centre = ""
        async with line_at(modem.where) as line:
            await line.until(lambda: "set sms_service_centre" in line.condition.detail)


async def test_a_radio_that_was_turned_off_is_turned_on(tmp_path):
    async with SimulatedModem(link=str(tmp_path / "m")) as modem:
        modem.state.power = 4
        async with line_at(modem.where) as line:
            await line.until_state(State.READY)


async def test_roaming_is_told(tmp_path):
    async with line_with(tmp_path) as (modem, line):
        await line.until_state(State.READY)
        modem.register_as(5)
        await line.until(lambda: "roaming in the network of Loket" in line.condition.detail)


async def test_a_full_storage_is_told(tmp_path):
    async with line_with(tmp_path, capacity=3) as (modem, line):
        await line.until_state(State.READY)
        line.inbox.gate.clear()
        for number in range(3):
            modem.inject(BUDI, f"halo {number}")
        line.supervisor.doubt()
        await line.until_state(State.STORAGE_FULL)
        assert line.condition.is_up
        line.inbox.gate.set()


# Ports.


async def test_a_modem_is_found_again_under_another_name(tmp_path):
    old, new, stranger = (str(tmp_path / name) for name in ("usb0", "usb2", "usb1"))
    setup = Setup(candidates=lambda: [stranger, new])
    modem = SimulatedModem(link=old)
    await modem.start()
    async with SimulatedModem(link=stranger) as other, line_at(old, setup=setup) as line:
        other.state.equipment = OTHER_IMEI
        await line.until_state(State.READY)
        await modem.close()
        await line.until_state(State.NO_PORT)
        async with SimulatedModem(link=new) as renumbered:
            await line.until_state(State.READY)
            await line.send()
            assert (renumbered.network.submits, other.network.submits) == (1, 0)
            assert line.condition.line == old


async def test_a_line_may_be_named_by_the_serial_number(tmp_path):
    one, two = str(tmp_path / "one"), str(tmp_path / "two")
    setup = Setup(candidates=lambda: [one, two])
    async with SimulatedModem(link=one) as first, SimulatedModem(link=two) as second:
        first.state.equipment = OTHER_IMEI
        async with line_at(f"imei:{IMEI}", setup=setup) as line:
            await line.send()
        assert (first.network.submits, second.network.submits) == (0, 1)


async def test_a_serial_number_that_nobody_has_is_waited_for(tmp_path):
    async with line_at(f"imei:{IMEI}") as line:
        await line.until_state(State.NO_PORT)


async def test_a_new_modem_at_the_old_place_is_taken(tmp_path):
    async with line_with(tmp_path) as (modem, line):
        await line.until_state(State.READY)
        await modem.unplug()
        modem.state.equipment = OTHER_IMEI
        await modem.plug_in()
        await line.until(lambda: line.condition.imei == OTHER_IMEI)
        await line.send()


# The last resort, and never a busy loop.


async def test_a_mute_modem_is_restarted_where_its_model_bears_that(tmp_path):
    async with line_with(tmp_path, profile=profile_named("sim800")) as (modem, line):
        await line.until_state(State.READY)
        modem.order("mute_until_reset")
        line.supervisor.doubt()
        await line.until_state(State.MUTE)
        await line.until_state(State.READY)
        assert sum("CFUN=1,1" in typed for typed in modem.typed) == 1


async def test_a_stick_that_would_become_a_disk_is_never_restarted(tmp_path):
    async with line_with(tmp_path, profile=profile_named("huawei")) as (modem, line):
        await line.until_state(State.READY)
        modem.order("mute_until_reset")
        line.supervisor.doubt()
        await line.until(lambda: line.supervisor._mute_openings > 4)
        assert not any("CFUN=1,1" in typed for typed in modem.typed)


async def test_answers_lost_in_a_row_end_in_a_restart(tmp_path):
    async with line_with(tmp_path, profile=profile_named("quectel")) as (modem, line):
        await line.until_state(State.READY)
        modem.order("answer_lost", 3)
        for _ in range(3):
            await asyncio.gather(line.send(), return_exceptions=True)
        await line.until(lambda: any("CFUN=1,1" in typed for typed in modem.typed))
        await line.until_state(State.READY)
        assert line.condition.unknown == 3


async def test_a_chattering_modem_is_not_asked_without_end(tmp_path):
    async with line_with(tmp_path) as (modem, line):
        await line.until_state(State.READY)
        before = len(modem.typed)
        for _ in range(50):
            modem._speech.storm("+CREG: 1")
            await asyncio.sleep(0)
        await line.send()
        assert len(modem.typed) - before <= 12

        for _ in range(50):
            modem._speech.storm("^SRVST: 2")
            await asyncio.sleep(0)
        await line.send()
        assert len(modem.typed) - before < 80


async def test_a_flood_is_read_slowly_and_told(tmp_path):
    async with line_with(tmp_path) as (modem, line):
        await line.until_state(State.READY)
        noise = "\r\n^BOOT:20952548,0,0,0,75\r\n" * 2000

        async def flood():
            while True:
                modem._port.write(noise.encode())
                await asyncio.sleep(0.001)

        task = asyncio.create_task(flood())
        await line.until_state(State.FLOODING)
        assert line.condition.is_up
        task.cancel()


class StoppingClock(SystemClock):
    """Fails once."""

    def __init__(self):
        self.failures = 1

    def now(self):
        if self.failures:
            self.failures -= 1
            raise ValueError("halo")
        return super().now()


async def test_a_fault_of_our_own_does_not_end_the_line(tmp_path, caplog):
    async with line_with(tmp_path) as (modem, line):
        line.supervisor._clock = StoppingClock()
        await modem.unplug()
        await line.until_state(State.NO_PORT)
        modem.inject(BUDI, "halo")
        await modem.plug_in()
        await line.inbox.until(lambda: line.inbox.stored)
        await line.until_state(State.READY)

    assert "a fault of Loket's own (ValueError in now" in caplog.text
    assert "halo" not in caplog.text


def test_every_state_is_explained_to_the_operator():
    explained = (Path(__file__).parents[2] / "docs" / "modem.md").read_text()

    assert [state for state in State if f"| `{state}` |" not in explained] == []
