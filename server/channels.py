"""The ways out that the settings name, as one channel: modems, a provider, a gateway elsewhere."""

from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import timedelta

from gateway.channel import SmsChannel
from gateway.patience import Patience, Rhythm
from gateway.simulator import SimulatedModem
from models.conversations import outbox
from models.terms.channel import Channel
from models.terms.clock import Clock
from server.joint import Joint
from server.manners import limits_of, routes_of
from server.modems import open_modems, setup_of
from server.relay import LOOK_EVERY_SECONDS
from server.settings import Settings

SMS = "sms"


@dataclass(frozen=True, slots=True)
class Pace:
    """How long an office waits for things; tests are in a hurry."""

    patience: Patience = field(default_factory=Patience)
    rhythm: Rhythm = field(default_factory=Rhythm)
    look_every_seconds: float = LOOK_EVERY_SECONDS


@dataclass(frozen=True, slots=True)
class WaysOut:
    """What texts leave by."""

    channel: Channel | None
    simulated_modem: SimulatedModem | None = None


async def open_ways_out(
    settings: Settings, *, clock: Clock, pace: Pace, undo: AsyncExitStack
) -> WaysOut:
    """Everything the settings name; none of it looks for its line yet. Raises SettingsError."""
    modems, simulated = await open_modems(settings.modems, undo)
    ways: list[Channel] = []
    if modems:
        ways.append(await _modems(settings, modems, clock=clock, pace=pace))
    return WaysOut(joined(ways), simulated)


async def _modems(
    settings: Settings, modems: Sequence[str], *, clock: Clock, pace: Pace
) -> SmsChannel:
    lately = await outbox.sent_since(SMS, clock.now() - timedelta(days=1))
    return SmsChannel(
        modems,
        clock=clock,
        patience=pace.patience,
        rhythm=pace.rhythm,
        limits=limits_of(settings),
        routes=routes_of(settings),
        sent=[(line, at_ms / 1000) for line, at_ms in lately],
        setup=setup_of(settings),
    )


def joined(ways: Sequence[Channel]) -> Channel | None:
    """One channel of several; an office that changes its provider has both for a while."""
    if len(ways) > 1:
        return Joint(ways)
    return ways[0] if ways else None
