"""What is known of a modem's model before it is asked: its habits, by maker and name.

Sources: the makers' AT manuals; gammu issue 687 (Huawei sticks come back from +CFUN=1,1 as a
disk); ModemManager (+CNMI of Qualcomm's family). What is not known here is tried out.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

STORED = (
    "2,1,0,1,0",
    "2,1,0,2,0",
    "2,1,0,0,0",
    "1,1,0,1,0",
    "1,1,0,2,0",
    "3,1,0,1,0",
    "2,1",
    "1,1",
)
"""+CNMI in order of liking: messages stored and announced, reports handed over or stored."""
REPORTS_STORED = ("2,1,0,2,0", "1,1,0,2,0", *STORED)
"""For a family that lists reports handed over and refuses them."""
HANDED_OVER = ("2,2,0,1,0", "1,2,0,1,0", "2,2,0,0,0", "2,2", "1,2")
"""The last resort: messages not stored but handed over, to be acknowledged one by one."""


@dataclass(frozen=True, slots=True)
class Profile:
    """Habits of one family of modems."""

    name: str = "plain"
    survives_reset: bool = False
    """Whether it comes back as a modem after AT+CFUN=1,1."""
    announcing: Sequence[str] = STORED
    calming: Sequence[str] = ()
    """Commands that stop it from talking unasked of what we do not need."""
    before_ussd: str | None = None
    ussd_is_packed: bool = False
    """Whether it wants the code as packed septets in hex, 3GPP TS 23.038, 6.1.2.3."""


def profile_of(maker: str, model: str) -> Profile:
    """The family that answers so to AT+CGMI and AT+CGMM; a plain one for everybody else."""
    for pattern, profile in _FAMILIES:
        if pattern.search(f"{maker} {model}"):
            return profile
    return Profile()


_FAMILIES: tuple[tuple[re.Pattern[str], Profile], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), profile)
    for pattern, profile in (
        (
            r"\bhuawei\b|\bE1[0-9]{2,3}\b|\bE220\b|\bE3[0-9]{2,3}\b|\bK3715\b",
            Profile(
                "huawei",
                calming=("AT^CURC=0",),
                before_ussd="AT^USSDMODE=0",
                ussd_is_packed=True,
            ),
        ),
        (r"\bzte\b|\bK3565\b|\bMF[0-9]{2,3}\b", Profile("zte", announcing=REPORTS_STORED)),
        (r"\bqualcomm\b", Profile("qualcomm", announcing=REPORTS_STORED)),
        (r"simcom|\bSIM[0-9]{3,4}", Profile("simcom", survives_reset=True)),
        (r"\bquectel\b", Profile("quectel", survives_reset=True)),
        (r"\bwavecom\b|\bsierra wireless\b", Profile("wavecom", survives_reset=True)),
        (r"\btelit\b", Profile("telit", survives_reset=True)),
        (r"\bcinterion\b|\bgemalto\b|\bthales\b", Profile("cinterion", survives_reset=True)),
        (r"\bu-?blox\b", Profile("u-blox", survives_reset=True)),
    )
)
