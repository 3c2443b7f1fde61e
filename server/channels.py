"""The ways out that the settings name, as one channel: modems, a provider, a gateway elsewhere."""

import os
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from aiohttp import web

from gateway.channel import SmsChannel
from gateway.patience import Patience, Rhythm
from gateway.provider.channel import HttpProvider
from gateway.provider.shape import Provider, ShapeError
from gateway.simulator import SimulatedModem
from gateway.smpp.account import AccountError, SmppAccount
from gateway.smpp.channel import SmppChannel
from models.conversations import outbox
from models.terms.channel import Channel
from models.terms.clock import Clock
from server.joint import Joint
from server.manners import check_manners, limits_of, routes_of
from server.modems import open_modems, setup_of
from server.relay import LOOK_EVERY_SECONDS
from server.settings import Settings, SettingsError

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
    routes: Sequence[web.RouteDef] = ()
    """Where a provider calls."""


async def open_ways_out(
    settings: Settings,
    *,
    clock: Clock,
    pace: Pace,
    undo: AsyncExitStack,
    elsewhere: Channel | None = None,
) -> WaysOut:
    """Everything the settings name, the most wanted first: a provider before modems.

    `elsewhere`: the modems of a gateway on another machine, where there is one.

    None of it looks for its line yet. Raises SettingsError.
    """
    ways: list[Channel] = []
    routes: Sequence[web.RouteDef] = ()
    if accounts := accounts_of(settings):
        ways.append(SmppChannel(accounts, clock=clock))
    if described := provider_of(settings):
        provider = HttpProvider(described, clock=clock)
        ways.append(provider)
        routes = provider.routes()
    modems, simulated = await open_modems(settings.modems, undo)
    if modems:
        ways.append(await _modems(settings, modems, clock=clock, pace=pace))
    if elsewhere is not None:
        ways.append(elsewhere)
    return WaysOut(_joined(ways), simulated, routes)


def check_ways_out(settings: Settings) -> None:
    """Whether accounts, provider and manners can be understood. Raises SettingsError."""
    check_manners(settings)
    accounts_of(settings)
    provider_of(settings)


def accounts_of(settings: Settings) -> Sequence[SmppAccount]:
    """The accounts at service centres. Raises SettingsError."""
    try:
        accounts = [SmppAccount.from_url(url) for url in settings.smpp]
        if accounts:
            SmppChannel(accounts)
    except AccountError as error:
        raise SettingsError(f"smpp: {error}.") from None
    return accounts


def provider_of(settings: Settings) -> Provider | None:
    """The provider that a file describes. Raises SettingsError."""
    if settings.provider_file is None:
        return None
    try:
        return Provider.load(Path(settings.provider_file), os.environ)
    except (ShapeError, OSError) as error:
        raise SettingsError(f"provider_file {settings.provider_file}: {error}.") from None


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


def _joined(ways: Sequence[Channel]) -> Channel | None:
    """One channel of several; an office that changes its provider has both for a while."""
    if len(ways) > 1:
        return Joint(ways)
    return ways[0] if ways else None
