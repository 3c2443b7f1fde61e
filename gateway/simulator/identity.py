"""Who a modem and its card say that they are.

Source: 3GPP TS 27.007, 5.1 to 5.4 and 5.6 (identification), 7.1 (+CNUM).
"""

from collections.abc import Sequence

from gateway.simulator.profiles import Quirk
from gateway.simulator.settings import RefusedCommandError
from gateway.simulator.state import State

_INTERNATIONAL, _UNKNOWN = 145, 129


def maker(state: State) -> Sequence[str]:
    blank = " " if state.profile.has(Quirk.BLANK_BEFORE_MAKER) else ""
    return [f"{blank}{state.profile.maker}"]


def model(state: State) -> Sequence[str]:
    return [state.profile.model]


def revision(state: State) -> Sequence[str]:
    """Raises RefusedCommandError where there is none."""
    if state.profile.has(Quirk.NO_REVISION):
        raise RefusedCommandError
    return [state.profile.revision]


def introduction(state: State) -> Sequence[str]:
    return [state.profile.maker, state.profile.model, state.profile.revision]


def equipment(state: State) -> Sequence[str]:
    return [state.equipment]


def subscriber(state: State) -> Sequence[str]:
    return [state.card.subscriber]


def card(state: State, asked: str) -> Sequence[str]:
    """By the name that was asked for; no standard has one."""
    return [f"{asked}: {state.card.serial}"]


def own_number(state: State) -> Sequence[str]:
    """Nothing where the card does not know it, as most do not."""
    number = state.card.number
    kind = _INTERNATIONAL if number.startswith("+") else _UNKNOWN
    return [f'+CNUM: "","{number}",{kind}'] if number else []
