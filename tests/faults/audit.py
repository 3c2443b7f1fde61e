"""Holding the clients' own accounts against the ledger: each rule of the promises is one check."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from tests.faults.load import Colleague, Handset, Visitor

Row = Mapping[str, Any]


def faults(
    ledger: Mapping[str, Sequence[Row]],
    visitors: Sequence[Visitor],
    handsets: Sequence[Handset],
    colleague: Colleague,
    received: Sequence[Row],
) -> list[str]:
    """Every breach found, as a line; an empty list is what was promised."""
    messages = ledger["messages"]
    found = [*_shape(messages)]
    for visitor in visitors:
        found += _of_visitor(visitor, messages)
    found += _of_colleague(colleague, messages)
    found += _replies(messages, ledger["control"])
    for handset in handsets:
        found += _of_handset(handset, messages, received)
    return found


def _shape(messages: Sequence[Row]) -> list[str]:
    keys = Counter((m["conv"], m["cid"]) for m in messages if m["cid"] is not None)
    places = Counter((m["conv"], m["pos"]) for m in messages)
    numbers = Counter(m["id"] for m in messages)
    return (
        [f"DUP_STORED {key}" for key, count in keys.items() if count > 1]
        + [f"DUP_POS {place}" for place, count in places.items() if count > 1]
        + [f"ID_REUSED {number}" for number, count in numbers.items() if count > 1]
    )


def _of_visitor(visitor: Visitor, messages: Sequence[Row]) -> list[str]:
    stored = {m["cid"]: m for m in messages if m["conv"] == visitor.conversation and m["cid"]}
    found = []
    for sent in visitor.sent:
        row = stored.get(sent.key)
        if sent.ack is not None and row is None:
            found.append(f"LOST {sent.key}")
        elif row is not None and row["body"] != sent.text:
            found.append(f"BODY_CHANGED {sent.key}")
        elif sent.ack is not None and row is not None:
            if (row["id"], row["pos"]) != (sent.ack["id"], sent.ack["pos"]):
                found.append(f"ACK_ID_WRONG {sent.key}")
            found += _shown(sent.ack["messages"], messages)
    order = [stored[sent.key]["pos"] for sent in visitor.sent if sent.key in stored]
    if order != sorted(order):
        found.append(f"ORDER {visitor.conversation}")
    known = {sent.key for sent in visitor.sent}
    found += [
        f"PHANTOM {m['cid']}"
        for m in stored.values()
        if m["author"] == "user" and m["cid"] not in known
    ]
    return found


def _shown(shown: Sequence[Row], messages: Sequence[Row]) -> list[str]:
    numbers = {m["id"] for m in messages}
    return [f"GHOST_TO_CLIENT {m['id']}" for m in shown if m["id"] not in numbers]


def _of_colleague(colleague: Colleague, messages: Sequence[Row]) -> list[str]:
    stored = {m["cid"]: m for m in messages if m["author"] == "staff"}
    return [
        f"LOST staff reply {sent.key}"
        for sent in colleague.written
        if sent.ack and sent.ack["ok"] and sent.key not in stored
    ]


def _replies(messages: Sequence[Row], control: Sequence[Row]) -> list[str]:
    answers = Counter(m["reply_to"] for m in messages if m["author"] == "bot" and m["reply_to"])
    found = [f"DUP_REPLY {number}" for number, count in answers.items() if count > 1]
    inbound = {m["id"] for m in messages if m["author"] == "user"}
    found += [f"REPLY_TO_NOTHING {number}" for number in answers if number not in inbound]
    acts = defaultdict(list)
    for act in sorted(control, key=lambda act: act["pos"]):
        acts[act["conv"]].append(act)
    for message in messages:
        owned = _is_owned(message, acts[message["conv"]])
        if message["author"] == "bot" and owned:
            found.append(f"BOT_SPOKE_OVER_STAFF {message['id']}")
        if message["author"] == "user" and not owned and message["id"] not in answers:
            found.append(f"NO_REPLY {message['id']} {message['body']}")
    return found


def _is_owned(message: Row, acts: Sequence[Row]) -> bool:
    before = [act for act in acts if act["pos"] < message["pos"]]
    return bool(before) and before[-1]["kind"] == "take"


def _of_handset(handset: Handset, messages: Sequence[Row], received: Sequence[Row]) -> list[str]:
    conversations = {m["conv"] for m in messages if m["body"] in handset.texts}
    rows = [m for m in messages if m["conv"] in conversations]
    heard = Counter(m["body"] for m in rows if m["author"] == "user")
    found = [f"SMS_LOST {text}" for text in handset.texts if heard[text] == 0]
    found += [f"SMS_DOUBLED {text}" for text, count in heard.items() if count > 1]
    stages = Counter(m["status"] for m in rows if m["dir"] == "out")
    arrived = sum(1 for m in received if m["number"] == handset.number)
    surely = stages["sent"] + stages["delivered"]
    if not surely <= arrived <= surely + stages["unknown"]:
        found.append(
            f"SMS_SENT_TWICE or STATUS_WRONG {handset.number}: {arrived} of {dict(stages)}"
        )
    found += [f"STAGE_LEFT {stage}" for stage in stages if stage in ("queued", "submitting")]
    return found
