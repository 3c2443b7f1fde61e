"""`loket understand`: labelled messages in, what is understood of each out; needs no database."""

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any

import msgspec

from dialogs.listening.catalogue import Catalogue
from dialogs.listening.meaning import IDLE
from dialogs.listening.understanding import understand
from server.commands.running import say
from server.faults import CommandError

LONGEST_LINE = 2_000_000


class Line(msgspec.Struct):
    """One message; what is left out has its usual value."""

    id: str | int
    text: str
    lang: str = "id"
    channel: str = "sms"
    context: str = IDLE


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that cannot be read, and why."""

    number: int
    reason: str


def understand_file(options: argparse.Namespace) -> int:
    """Answer every line that can be read; 2 at the end when one could not."""
    today = _day(options.today)
    catalogue = Catalogue.of(_listed(options.catalogue))
    is_sound = True
    for line in _lines(options.file):
        if isinstance(line, BadLine):
            is_sound = False
            sys.stderr.write(f"loket: line {line.number}: {line.reason}\n")
            continue
        heard = understand(
            line.text, context=line.context, today=today, catalogue=catalogue, language=line.lang
        )
        told = {"id": line.id, "intent": heard.intent, "slots": heard.slots}
        say(json.dumps(told, ensure_ascii=False))
    return 0 if is_sound else 2


def _day(written: str | None) -> date:
    if written is None:
        return date.today()  # noqa: DTZ011 -- the operator's own day
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise CommandError(f"{written} is no date; write it as 2026-11-23.") from None


def _listed(path: str | None) -> dict[str, Any]:
    try:
        if path is None:
            text = resources.files("server.demo").joinpath("catalogue.json").read_bytes()
        else:
            text = Path(path).read_bytes()
        listed = msgspec.json.decode(text, type=dict[str, Any])
        Catalogue.of(listed)
    except (
        OSError,
        msgspec.MsgspecError,
        KeyError,
        TypeError,
        AttributeError,
        ValueError,
    ) as error:
        raise CommandError(f"{path or 'The demo catalogue'} cannot be read: {error}.") from None
    return listed


def _lines(path: str) -> Iterator[Line | BadLine]:
    decoder = msgspec.json.Decoder(Line)
    try:
        with sys.stdin.buffer if path == "-" else Path(path).open("rb") as file:
            number = 0
            while raw := file.readline(LONGEST_LINE):
                number += 1
                if not raw.strip():
                    continue
                try:
                    yield decoder.decode(raw)
                except (msgspec.MsgspecError, UnicodeDecodeError) as error:
                    yield BadLine(number, f"{error}")
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from None
