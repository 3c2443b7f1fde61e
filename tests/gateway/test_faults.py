"""What a modem can do wrong: nothing lost, nothing doubled, never stuck."""

import random

import pytest

from gateway.channel import SmsChannel
from models.terms.channel import ChannelError, Outbound, Stage
from tests.gateway.conftest import PATIENCE, RHYTHM

BUDI = "+6281234567890"
LONG = "Berkas Anda sudah selesai dan dapat diambil di loket 3. " * 6
UNCERTAIN = ["answer_lost", "silence", "half_line", "unplug_after", "reference_then_error"]
CERTAIN = ["no_prompt", "cms_error:500", "cms_error:38", "cme_error:14", "unplug_before"]


@pytest.mark.parametrize("fault", UNCERTAIN)
async def test_an_answer_that_does_not_come_leaves_the_message_unknown(bench, fault):
    bench.modem.order(fault)

    report = await bench.send(Outbound(1, BUDI, "halo"))

    assert Stage.UNKNOWN is report.stage
    assert bench.modem.network.submits <= 1


@pytest.mark.parametrize("fault", [*UNCERTAIN, *CERTAIN])
async def test_the_next_message_goes_out_all_the_same(bench, fault):
    bench.modem.order(fault)
    await _outcome(bench, 1)
    await bench.ready()

    report = await bench.send(Outbound(2, BUDI, "berikut"))

    assert Stage.SENT is report.stage
    sent = [message.text for message in bench.modem.network.sent()]
    assert sent.count("berikut") == 1


@pytest.mark.parametrize("fault", CERTAIN)
async def test_a_refusal_before_the_message_left_may_be_tried_again(bench, fault):
    bench.modem.order(fault)

    with pytest.raises(ChannelError) as caught:
        await bench.send(Outbound(1, BUDI, "halo"))

    assert caught.value.retryable
    assert bench.modem.network.submits == 0


@pytest.mark.parametrize("code", [1, 21, 50, 304])
async def test_a_hopeless_refusal_is_not_tried_again(bench, code):
    bench.modem.order(f"cms_error:{code}")

    with pytest.raises(ChannelError) as caught:
        await bench.send(Outbound(1, BUDI, "halo"))

    assert not caught.value.retryable


async def test_a_network_timeout_leaves_the_message_unknown(bench):
    bench.modem.order("cms_error:332")

    assert Stage.UNKNOWN is (await bench.send(Outbound(1, BUDI, "halo"))).stage


async def test_an_unknown_part_ends_the_message(bench):
    _order_at_part(bench, 2, "answer_lost")

    report = await bench.send(Outbound(1, BUDI, LONG))

    assert (report.stage, len(report.references)) == (Stage.UNKNOWN, 1)
    assert bench.modem.network.submits == 2


async def test_a_modem_without_a_network_says_so(bench):
    bench.modem.order("unregistered")

    with pytest.raises(ChannelError) as caught:
        await bench.send(Outbound(1, BUDI, "halo"))

    assert caught.value.retryable
    await bench.until(lambda: "not registered" in bench.channel.condition()[0].detail)
    assert not bench.channel.condition()[0].is_up


async def test_an_unplugged_modem_is_back_by_itself_and_brings_what_waited(bench):
    await bench.modem.unplug()
    await bench.until(lambda: not bench.channel.condition()[0].is_up)
    bench.modem.inject(BUDI, "halo")
    await bench.modem.plug_in()

    await bench.inbox.until(lambda: bench.inbox.stored)
    assert Stage.SENT is (await bench.send(Outbound(1, BUDI, "ya"))).stage


async def test_unplugged_while_the_inbox_stores_the_text_comes_again_as_the_same(bench):
    bench.inbox.gate.clear()
    bench.modem.inject(BUDI, "halo")
    await bench.inbox.until(lambda: bench.inbox.calls)
    await bench.modem.unplug()
    bench.inbox.gate.set()
    await bench.modem.plug_in()

    await bench.until(lambda: bench.stored == 0)
    assert len({message.external_id for message in bench.inbox.calls}) == 1


async def test_a_restarted_modem_is_made_ready_again(bench):
    bench.modem.order("reboot")
    await bench.until(lambda: bench.modem._settings.announce_messages == 0)
    await bench.until(lambda: bench.modem._settings.announce_messages == 1)
    bench.modem.inject(BUDI, "halo")

    await bench.inbox.until(lambda: bench.inbox.stored)


async def test_a_mute_modem_is_opened_anew(bench):
    bench.modem.order("mute", 6)
    with pytest.raises(ChannelError):
        await bench.send(Outbound(1, BUDI, "halo"))

    await bench.until(lambda: not bench.modem.faults.lasts("mute"))
    await bench.ready()
    bench.modem.inject(BUDI, "halo")
    await bench.inbox.until(lambda: bench.inbox.stored)


async def test_noise_and_storms_change_nothing(bench):
    bench.modem.order("garbage", 20)
    for number in range(10):
        bench.modem.order("urc_storm")
        bench.modem.inject(BUDI, f"masuk {number}")
        report = await bench.send(Outbound(number, BUDI, f"keluar {number}"))
        assert Stage.SENT is report.stage

    await bench.inbox.until(lambda: len(bench.inbox.stored) == 10)


async def test_a_full_storage_empties_when_it_can(bench):
    bench.modem.order("storage_full")
    bench.modem.inject(BUDI, "halo")
    assert bench.modem.network.waiting == 1

    bench.modem.order("storage_full", 0)

    await bench.inbox.until(lambda: bench.inbox.stored)


@pytest.mark.parametrize("seed", range(3))
async def test_a_mixture_of_faults_loses_and_doubles_nothing(bench, seed):
    chance = random.Random(seed)
    faults = [*UNCERTAIN, *CERTAIN, "garbage", "mute", "urc_storm", "unplug", "reboot"]
    stages = {}
    for number in range(25):
        if chance.random() < 0.5:
            bench.modem.order(chance.choice(faults))
        bench.modem.inject(BUDI, f"masuk {number}")
        stages[f"keluar {number}"] = await _outcome(bench, number)

    for fault in faults:
        bench.modem.order(fault, 0)
    await bench.inbox.until(lambda: len(bench.inbox.stored) == 25)
    await bench.until(lambda: bench.stored == 0)
    sent = [message.text for message in bench.modem.network.sent()]
    assert len(sent) == len(set(sent))
    for text, stage in stages.items():
        assert (text in sent) or stage is not Stage.SENT
        assert (text not in sent) or stage is not None


async def test_a_second_owner_of_a_modem_is_refused(bench):
    second = SmsChannel([bench.modem.where], patience=PATIENCE, rhythm=RHYTHM)
    try:
        await second.start(bench.inbox, lambda: None)
        await bench.until(lambda: "somebody else" in second.condition()[0].detail)
    finally:
        await second.stop()


async def _outcome(bench, number):
    """The stage reported, or None when it surely did not leave."""
    try:
        report = await bench.send(Outbound(number, BUDI, f"keluar {number}"))
    except ChannelError:
        return None
    return report.stage


def _order_at_part(bench, number, fault):
    """Order the fault when the network has part `number` and has not answered yet."""
    accept = bench.modem.network.accept

    def accepting(submit):
        if submit.concatenation.number == number:
            bench.modem.order(fault)
        return accept(submit)

    bench.modem.network.accept = accepting
