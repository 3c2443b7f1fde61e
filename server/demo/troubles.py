"""What the demo's phone page lets go wrong in the modem, and what staff see of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gateway.simulator import SimulatedModem
from models.terms.words import N_

UNPLUGGED = "unplugged"


@dataclass(frozen=True, slots=True)
class Trouble:
    """One button."""

    name: str
    label: str
    meaning: str
    """One sentence or two for somebody who is no technician."""
    faults: Sequence[str] = ()
    """What the simulated modem is told; nothing for the plug, which is simply pulled."""
    end: str | None = None
    """What ends it; without, it happens once."""


TROUBLES = (
    Trouble(
        UNPLUGGED,
        N_("Pull the plug"),
        N_(
            "The modem is gone for as long as you wish. Texts wait on both sides and leave when it"
            " is back; the desk shows an alarm."
        ),
        end=N_("Plug it in again"),
    ),
    Trouble(
        "unregistered",
        N_("Lose the network"),
        N_(
            "No text leaves or arrives. At the desk replies are waiting to be sent, under an alarm;"
            " they leave when the network is back."
        ),
        ("unregistered",),
        end=N_("Find the network again"),
    ),
    Trouble(
        "storage_full",
        N_("Fill the SIM"),
        N_(
            "The network keeps new texts until the SIM has room, so they reach the desk late, but"
            " all of them; within a minute the desk warns that the SIM is full."
        ),
        ("storage_full",),
        end=N_("Empty the SIM"),
    ),
    Trouble(
        "sim_removed",
        N_("Take the SIM out"),
        N_("The modem has no number any more. Texts wait, and the desk says that there is no SIM."),
        ("sim_removed",),
        end=N_("Put the SIM back"),
    ),
    Trouble(
        "answer_lost",
        N_("Lose the modem's next answer"),
        N_(
            "The next text arrives, but nobody tells Loket. After a minute the desk says that it is"
            " not known whether it was sent; Loket never sends it twice by itself."
        ),
        ("trace_lost",),
    ),
    Trouble(
        "refused",
        N_("Refuse the next text"),
        N_(
            "The network does not take it. At the desk it is waiting to be sent; Loket tries again"
            " by itself, half a minute later."
        ),
        ("cms_error:38",),
    ),
    Trouble(
        "reboot",
        N_("Restart the modem"),
        N_("It is away for some seconds and forgets its settings. Loket makes it ready again."),
        ("reboot",),
    ),
    Trouble(
        "mute",
        N_("Let the modem fall silent"),
        N_(
            "It stays plugged in and answers nothing. Loket notices at the next text, opens the"
            " port anew and goes on."
        ),
        ("mute_until_reopened",),
    ),
    Trouble(
        "part_missing",
        N_("Lose a part of your next long text"),
        N_(
            "Write more than 160 characters: the end of it never arrives. Ten minutes later the"
            " desk shows what came, with a gap."
        ),
        ("part_missing",),
    ),
)
BY_NAME: Mapping[str, Trouble] = {trouble.name: trouble for trouble in TROUBLES}


async def begin(trouble: Trouble, modem: SimulatedModem) -> None:
    for fault in trouble.faults:
        modem.order(fault)
    if trouble.name == UNPLUGGED:
        await modem.unplug()


async def end(trouble: Trouble, modem: SimulatedModem) -> None:
    """Raises OSError when there is no place to plug it in."""
    for fault in trouble.faults:
        modem.order(fault, 0)
    if trouble.name == UNPLUGGED:
        await modem.plug_in()


def condition(modem: SimulatedModem) -> Mapping[str, Any]:
    """How things are: what goes on, what is still to come, how many texts wait in the network."""
    status = modem.status
    faults = {fault.partition(":")[0] for fault in status["faults"]}
    on = [
        trouble.name
        for trouble in TROUBLES
        if any(fault.partition(":")[0] in faults for fault in trouble.faults)
    ]
    return {
        "on": on if status["plugged"] else [UNPLUGGED, *on],
        "waiting": status["waiting"],
    }
