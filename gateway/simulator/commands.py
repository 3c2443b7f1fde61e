"""Which command is which: the names a modem knows, and what each of them asks for.

Sources: 3GPP TS 27.007 (identity, 5; network, 7; phone, 8; errors, 9) and TS 27.005, 3.
"""

import re
from collections.abc import Callable, Sequence

from gateway.simulator import identity
from gateway.simulator.answers import POWERS, Answers
from gateway.simulator.profiles import Quirk
from gateway.simulator.settings import RefusedCommandError


def obey(own: Answers, command: str) -> Sequence[str]:
    """The lines before OK. Raises RefusedCommandError."""
    own.check(command)
    if command in _FIXED:
        return _FIXED[command]
    if command in _ASKED:
        return _ASKED[command](own)
    for pattern, act in _DONE:
        if match := pattern.fullmatch(command):
            return act(own, match) or ()
    raise RefusedCommandError


def known_commands(own: Answers) -> Sequence[str]:
    """What +CLAC lists."""
    end = "\r" if own.state.profile.has(Quirk.EXTRA_RETURNS) else ""
    names = {re.split(r"[=?]", known)[0] for known in (*_FIXED, *_ASKED) if known}
    return [f"{name}{end}" for name in sorted(names)]


_RANGES = {
    "CMGF": "(0)",
    "CSMS": "(0,1)",
    "CNMI": "(0-3),(0-2),(0),(0-2),(0,1)",
    "CMGL": "(0-4)",
    "CSCS": '("GSM","UCS2","IRA")',
    "CMEE": "(0-2)",
    "CREG": "(0-2)",
    "CSQ": "(0-31,99),(99)",
    "CFUN": POWERS,
    "CMMS": "(0)",
    "CNMA": "(0-2)",
    "CUSD": "(0-2)",
}
_ACCEPTED = ("", "V1", "Q0", "X4", "H", "H0", "&C1", "&D2", "&W", "S0=0", "+CMGF=0")
_FIXED: dict[str, Sequence[str]] = {
    **dict.fromkeys(_ACCEPTED, ()),
    "+CMGF?": ("+CMGF: 0",),
    "+CBC": ("+CBC: 0,100",),
    "+CPAS": ("+CPAS: 0",),
    "+CGATT?": ("+CGATT: 1",),
    "+GCAP": ("+GCAP: +CGSM",),
    **{f"+{name}=?": (f"+{name}: {values}",) for name, values in _RANGES.items()},
    **{
        f"+{name}=?": ()
        for name in ("CMGS", "CMGR", "CGSN", "CGMI", "CGMM", "CGMR", "CIMI", "CNUM", "CPIN")
    },
}
_ASKED: dict[str, Callable[[Answers], Sequence[str]]] = {
    **dict.fromkeys(("I", "I0"), lambda own: identity.introduction(own.state)),
    **dict.fromkeys(("+CGMI", "+GMI"), lambda own: identity.maker(own.state)),
    **dict.fromkeys(("+CGMM", "+GMM"), lambda own: identity.model(own.state)),
    **dict.fromkeys(("+CGMR", "+GMR"), lambda own: identity.revision(own.state)),
    **dict.fromkeys(("+CGSN", "+GSN"), lambda own: identity.equipment(own.state)),
    "+CIMI": lambda own: identity.subscriber(own.state),
    "+CNUM": lambda own: identity.own_number(own.state),
    **dict.fromkeys(("+CCID", "+CCID?"), lambda own: identity.card(own.state, "+CCID")),
    **dict.fromkeys(("+ICCID", "+ICCID?"), lambda own: identity.card(own.state, "+ICCID")),
    **dict.fromkeys(("^ICCID", "^ICCID?"), lambda own: identity.card(own.state, "^ICCID")),
    "+CPIN?": Answers.pin,
    "+CLAC": known_commands,
    "+CSCA?": lambda own: [f'+CSCA: "{own.state.service_centre}",145'],
    "+CNMI?": Answers.announcing,
    "+CPMS?": Answers.storages,
    "+CPMS=?": Answers.storages_there_are,
    "+CREG?": Answers.registration,
    "+CGREG?": lambda own: [f"+CGREG: 0,{own.state.registered_as}"],
    "+CEREG?": lambda own: [f"+CEREG: 0,{own.state.registered_as}"],
    '+CLCK="SC",2': lambda own: [f"+CLCK: {int(own.state.card.pin is not None)}"],
    "+CSQ": lambda own: [f"+CSQ: {own.state.heard},99"],
    "+COPS?": Answers.operator,
    "+COPS=?": Answers.operators,
    "+CMEE?": lambda own: [f"+CMEE: {own.state.settings.verbose_errors}"],
    "+CSCS?": lambda own: [f'+CSCS: "{own.state.settings.charset}"'],
    "+CSMS?": lambda own: [f"+CSMS: {own.state.settings.service},1,1,1"],
    "+CFUN?": Answers.power,
    "+CMGD=?": lambda own: [own.state.mailbox.indexes],
    "+CUSD?": lambda own: [f"+CUSD: {own.state.settings.ussd_notices}"],
    "^CURC?": lambda own: [f"^CURC: {own.state.settings.maker_notices}"],
    "^USSDMODE?": lambda own: [f"^USSDMODE: {own.state.settings.ussd_mode}"],
}
_DONE: tuple[tuple[re.Pattern[str], Callable[[Answers, re.Match[str]], Sequence[str] | None]], ...]
_DONE = (
    (re.compile(r"\+CMGR=([0-9]{1,5})"), Answers.read),
    (re.compile(r"\+CMGD=([0-9]{1,5})(?:,([0-4]))?"), Answers.delete),
    (re.compile(r"\+CMGL(?:=([0-4]))?"), Answers.listing),
    (re.compile(r"E([01]?)"), Answers.set_echo),
    (re.compile(r"Z0?|&F0?"), Answers.restore),
    (
        re.compile(
            r"\+CNMI=(?P<mode>[0-3])(?:,(?P<messages>[0-2]?)(?:,(?P<cells>0?)"
            r"(?:,(?P<reports>[0-2]?)(?:,(?P<buffered>[01]?))?)?)?)?"
        ),
        Answers.set_announcing,
    ),
    (
        re.compile(r'\+CPMS="([A-Z]{2})"(?:,"([A-Z]{2})"(?:,"([A-Z]{2})")?)?'),
        Answers.set_storages,
    ),
    (re.compile(r'\+CPIN="?([0-9]{4,8})"?(?:,"?([0-9]{4,8})"?)?'), Answers.set_pin),
    (re.compile(r'\+CUSD=([012])(?:,"([^"]{1,364})"(?:,[0-9]{1,3})?)?'), Answers.ask_network),
    (re.compile(r"\+(CMEE)=([012])"), Answers.set_number),
    (re.compile(r"\+(CREG)=([012])"), Answers.set_number),
    (re.compile(r"\^(USSDMODE|CURC)=([01])"), Answers.set_number),
    (re.compile(r"\+CFUN=([014])(?:,0)?"), Answers.set_power),
    (re.compile(r"\+CSMS=([01])"), Answers.set_service),
    (re.compile(r'\+CSCS="(GSM|UCS2|IRA)"'), Answers.set_charset),
    (re.compile(r'\+CSCA="(\+?[0-9]{1,20})"(?:,[0-9]{1,3})?'), Answers.set_service_centre),
    (re.compile(r"\+CSMP=[0-9,]*"), Answers.set_parameters),
    # Taken, and of no consequence here.
    (
        re.compile(
            r"\+(?:COPS=[0-4](?:,.*)?|(?:CLIP|CRC)=[01]|(?:CGREG|CMMS)=[012]"
            r"|IFC=[0-3](?:,[0-3])?|IPR=[0-9]{1,7})"
        ),
        lambda _own, _match: None,
    ),
)
