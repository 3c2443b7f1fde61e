"""What a line tells the operator of itself: a word for machines, a sentence for people."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from gateway.errors import State
from gateway.health import ROAMING, Health
from gateway.identity import masked
from gateway.modem import Modem
from gateway.preparing import Findings
from gateway.tally import Tally
from models.terms.channel import LineCondition

_FOR_A_PERSON = frozenset(
    {State.PIN_NEEDED, State.PIN_REFUSED, State.PUK_NEEDED, State.LOCKED, State.NOT_ALLOWED}
)


def working(
    line: str, modem: Modem, health: Health, *, tally: Tally, remarks: Sequence[str]
) -> LineCondition:
    """Of a line whose modem is at work, with or without a network."""
    state = health.state
    if state is State.READY and modem.is_flooding:
        state = State.FLOODING
    sentences = [*_sentences(state, modem, health), *remarks]
    told = _condition(line, state, "; ".join(sentences), findings=modem.findings, tally=tally)
    return replace(
        told,
        is_up=health.is_registered,
        signal_percent=health.signal_percent,
        operator=modem.operator,
        used=health.used,
        capacity=health.capacity,
    )


def broken(
    line: str, state: State, trouble: str, *, findings: Findings, tally: Tally
) -> LineCondition:
    """Of a line that cannot be used; `findings` are those of the modem it had last."""
    detail = f"down: {trouble}" if state in _FOR_A_PERSON else f"down: {trouble}; it is tried again"
    return _condition(line, state, detail, findings=findings, tally=tally)


def _condition(
    line: str, state: State, detail: str, *, findings: Findings, tally: Tally
) -> LineCondition:
    return LineCondition(
        line=line,
        is_up=False,
        detail=detail,
        state=state,
        model=findings.identity.name,
        imei=findings.identity.imei,
        imsi=masked(findings.card.imsi),
        iccid=masked(findings.card.iccid),
        sent=tally.sent,
        failed=tally.failed,
        unknown=tally.unknown,
        answer_seconds=tally.answer_seconds,
    )


def _sentences(state: State, modem: Modem, health: Health) -> Iterator[str]:
    match state:
        case State.DENIED:
            yield "not registered in the network: it refuses this SIM; is it active and paid for?"
        case State.SEARCHING:
            yield "not registered in the network: it is looked for"
        case State.FLOODING:
            yield "ready, but the modem talks without end; plug it out and in when you can"
        case _ if health.registration in ROAMING:
            yield f"ready, roaming in the network of {modem.operator or 'another operator'}"
        case _:
            yield "ready"
    if health.is_full:
        yield f"storage full: {health.used} of {health.capacity}; no text comes in until it empties"
    elif health.is_nearly_full:
        yield f"storage nearly full: {health.used} of {health.capacity}"
    if not modem.storages:
        yield "this modem can send texts, and cannot receive any"
    if modem.findings.service_centre == "":
        yield "the service centre's number is missing: set sms_service_centre"
