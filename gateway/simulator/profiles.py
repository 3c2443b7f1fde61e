"""How models of modems differ from the standard: each habit once, and who has it.

The habits are those that the source of other gateways and their users' reports tell of; the
standard they break is 3GPP TS 27.005 and TS 27.007.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, StrEnum, auto


class Quirk(Enum):
    """One habit."""

    READY_WITHOUT_OK = auto()
    """+CPIN? is answered `+CPIN: READY`, and no OK follows."""
    BLANK_BEFORE_MAKER = auto()
    NO_REVISION = auto()
    """+CGMR is an ERROR."""
    STORAGES_IN_TWO_PARENTHESES = auto()
    """The lists of +CPMS=? stand in a pair of parentheses of their own."""
    BUSY_AFTER_POWER_UP = auto()
    """After +CFUN=1 the next two commands are +CME ERROR: 515."""
    COMMAND_NOT_SUPPORT = auto()
    """These words instead of ERROR."""
    CHATTERS = auto()
    """Notices of the maker's own come before answers, until ^CURC=0."""
    TELLS_FULL = auto()
    """^SMMEMFULL when a message finds no room."""
    EXTRA_RETURNS = auto()
    """The lines of +CLAC end in one CR too many."""
    STORAGE_MODE_AT_RESET = auto()
    """After +CFUN=1,1 it is a disk, and no modem until it is plugged in again."""
    RANGE_FOR_POWER = auto()
    """+CFUN? is answered as +CFUN=? would be."""
    PARAMETERS_WIPE_CENTRE = auto()
    """+CSMP empties the number of the service centre."""
    SIM_BUSY_AT_START = auto()
    """+CME ERROR: 14 for some seconds after the start."""
    PIN_BEFORE_EVERYTHING = auto()
    """Even what the standard lets pass without a PIN waits for it."""
    FLOODS_UNTIL_ROOM_IS_ASKED = auto()
    """+ZUSIMR:2 before each answer, until +CPMS? is asked."""
    BROKEN_REPORT_NUMBERS = auto()
    """A status report names its recipient in digits that are none."""
    REPORTS_ONLY_STORED = auto()
    """+CNMI lists <ds> 1, and refuses it."""
    GREETS_WHEN_PLUGGED_IN = auto()
    """What others say after a restart it says at each start."""
    EXTRA_FIELDS_FOR_MMS = auto()
    """+CMTI of an MMS notice goes on behind the index."""
    NO_READING = auto()
    """Nothing that lists, reads, deletes or announces messages is known."""
    INDEX_ALWAYS_0 = auto()
    """+CMTI names index 0, wherever the message lies."""
    BARE_AT_IS_AN_ERROR = auto()
    NO_ECHO = auto()
    NO_ERROR_CODES = auto()
    """+CMEE is an ERROR, and so is everything else that goes wrong with the equipment."""
    LATE_ANSWERS = auto()
    """+CPIN? and +COPS? are answered after a while."""
    REFERENCE_ALWAYS_0 = auto()


class UssdForm(StrEnum):
    """How a USSD answer is written."""

    PLAIN = "plain"
    UCS2 = "ucs2"
    """In hex, with coding 72."""
    PACKED = "packed"
    """Septets packed into octets, in hex, both ways, until ^USSDMODE=0."""


@dataclass(frozen=True, slots=True)
class Profile:
    """A model of modem."""

    name: str
    maker: str
    model: str
    quirks: frozenset[Quirk] = frozenset()
    revision: str = "1"
    greeting: Sequence[str] = ()
    """What it says when it has started."""
    farewell: Sequence[str] = ()
    """What it says before it powers down."""
    chatter: Sequence[str] = ()
    ussd: UssdForm = UssdForm.PLAIN
    factory: Mapping[str, bool | int | str] = field(default_factory=dict)

    def has(self, quirk: Quirk) -> bool:
        return quirk in self.quirks


_STARTED = ("RDY", "+CFUN: 1", "+CPIN: READY", "Call Ready", "SMS Ready")

GENERIC = Profile("generic", "Loket", "Simulated GSM modem", greeting=_STARTED)
_ALL = (
    GENERIC,
    Profile(
        "wavecom",
        "WAVECOM MODEM",
        "MULTIBAND  900E  1800",
        frozenset(
            {
                Quirk.READY_WITHOUT_OK,
                Quirk.BLANK_BEFORE_MAKER,
                Quirk.NO_REVISION,
                Quirk.STORAGES_IN_TWO_PARENTHESES,
                Quirk.BUSY_AFTER_POWER_UP,
            }
        ),
    ),
    Profile(
        "huawei",
        "huawei",
        "E173",
        frozenset(
            {
                Quirk.COMMAND_NOT_SUPPORT,
                Quirk.CHATTERS,
                Quirk.TELLS_FULL,
                Quirk.EXTRA_RETURNS,
                Quirk.STORAGE_MODE_AT_RESET,
            }
        ),
        chatter=(
            "^RSSI:18",
            "^BOOT:20952548,0,0,0,75",
            f"^DSFLOWRPT:00000010,00000000,00000000{',0000000000000000' * 4}",
        ),
        ussd=UssdForm.PACKED,
    ),
    Profile(
        "zte",
        "ZTE INCORPORATED",
        "K3565-Z",
        frozenset(
            {
                Quirk.RANGE_FOR_POWER,
                Quirk.PARAMETERS_WIPE_CENTRE,
                Quirk.SIM_BUSY_AT_START,
                Quirk.PIN_BEFORE_EVERYTHING,
                Quirk.FLOODS_UNTIL_ROOM_IS_ASKED,
                Quirk.BROKEN_REPORT_NUMBERS,
            }
        ),
        ussd=UssdForm.UCS2,
    ),
    Profile("qualcomm", "QUALCOMM INCORPORATED", "88", frozenset({Quirk.REPORTS_ONLY_STORED})),
    Profile(
        "sim800",
        "SIMCOM_Ltd",
        "SIMCOM_SIM800L",
        frozenset({Quirk.GREETS_WHEN_PLUGGED_IN, Quirk.EXTRA_FIELDS_FOR_MMS}),
        greeting=_STARTED,
        farewell=("NORMAL POWER DOWN",),
    ),
    Profile("e303", "huawei", "E303", frozenset({Quirk.INDEX_ALWAYS_0})),
    Profile(
        "quectel",
        "Quectel",
        "M66",
        frozenset({Quirk.GREETS_WHEN_PLUGGED_IN}),
        greeting=("RDY",),
        farewell=("POWERED DOWN",),
    ),
    Profile(
        "phonesim",
        "Qt",
        "phonesim",
        frozenset(
            {
                Quirk.BARE_AT_IS_AN_ERROR,
                Quirk.NO_ECHO,
                Quirk.NO_ERROR_CODES,
                Quirk.LATE_ANSWERS,
                Quirk.REFERENCE_ALWAYS_0,
            }
        ),
        factory={"echo": False},
    ),
    Profile("nokia_s60", "Nokia", "Nokia N70", frozenset({Quirk.NO_READING})),
)
PROFILES: Mapping[str, Profile] = {profile.name: profile for profile in _ALL}


def profile_named(name: str) -> Profile:
    """Raises ValueError with the list of names."""
    profile = PROFILES.get(name)
    if profile is None:
        raise ValueError(f"no such modem; there are: {', '.join(PROFILES)}")
    return profile
