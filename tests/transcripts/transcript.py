"""Conversations as text files, read and held: on the engine here, through real doors elsewhere.

A file has heads (`language: id`, and where they matter `doors: sms` and `phone: +62...`), a blank
line, and then lines that begin with

    >  the contact says; `> [done]` presses the button of that value
    ?  a service is asked and answers: `? cases.find number=... -> own stage=ready note_id="..."`
    <  the bot says the phrase of this name
    .  no question is open any more
    #  a remark

What follows a `>` up to the next one is all that turn does, in order. A list is written
`times=[09:00|09:30]`. The facts are those of the demo's world, on a Monday at nine, so that the
same file can be held with a running server.
"""

import re
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from models.terms.request import Fact

FOLDER = Path(__file__).parent
TODAY = date(2026, 11, 23)
"""When every conversation is held; it is a Monday."""
DOORS = frozenset({"web", "sms"})
HEADS = frozenset({"language", "doors", "phone"})
TEXTS = frozenset({"phone_tail", "pieces"})
"""Facts that are digits and no number."""
_BUTTON = re.compile(r"\[([a-z_]+)\]")
_WHOLE_NUMBER = re.compile(r"0|[1-9][0-9]{0,5}")


class TranscriptError(Exception):
    """A file that cannot be read; the text names the file and the line."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A service that was asked, and its answer."""

    service: str
    arguments: Mapping[str, str]
    """As text: the file does not tell `0123` from 123."""
    outcome: str
    facts: Mapping[str, Fact]


@dataclass(frozen=True, slots=True)
class Step:
    """What the contact says, and all that follows from it."""

    line: int
    text: str
    choice: str | None
    asked: Sequence[Asked]
    phrases: Sequence[str]
    is_closed: bool


@dataclass(frozen=True, slots=True)
class Transcript:
    """One conversation."""

    name: str
    steps: Sequence[Step]
    language: str = "id"
    """What the contact is spoken to in when it begins."""
    doors: frozenset[str] = DOORS
    """Where it goes this way: a phone on file, or a button, makes a difference."""
    phone: str | None = None
    """Whom the text messages are from; None for any number that is on no file."""


@dataclass(slots=True)
class _Draft:
    line: int
    text: str
    choice: str | None
    asked: list[Asked] = field(default_factory=list)
    phrases: list[str] = field(default_factory=list)
    is_closed: bool = False

    def step(self) -> Step:
        return Step(
            self.line, self.text, self.choice, self.asked, self.phrases, is_closed=self.is_closed
        )


def load_all(door: str | None = None, folder: Path = FOLDER) -> list[Transcript]:
    """Every conversation of the folder, or those that are held through one door."""
    found = [
        parse(path.read_text(encoding="utf-8"), name=path.stem)
        for path in sorted(folder.glob("*.txt"))
    ]
    return [each for each in found if door is None or door in each.doors]


def parse(text: str, *, name: str) -> Transcript:
    """Read one conversation. Raises TranscriptError."""
    heads: dict[str, str] = {}
    drafts: list[_Draft] = []
    for number, line in enumerate(text.splitlines(), start=1):
        try:
            _read_line(line.strip(), number, heads, drafts)
        except (ValueError, IndexError) as error:
            raise TranscriptError(f"{name}, line {number}: {error}") from None
    if not drafts:
        raise TranscriptError(f"{name}: nobody says anything.")
    return Transcript(
        name,
        [draft.step() for draft in drafts],
        heads.get("language", "id"),
        frozenset(heads["doors"].split()) if "doors" in heads else DOORS,
        heads.get("phone"),
    )


def _read_line(line: str, number: int, heads: dict[str, str], drafts: list[_Draft]) -> None:
    mark, rest = line[:1], line[1:].strip()
    if mark in {"", "#"}:
        return
    if mark == ">":
        button = _BUTTON.fullmatch(rest)
        drafts.append(_Draft(number, "" if button else rest, button[1] if button else None))
    elif not drafts:
        _read_head(line, heads)
    elif mark == "?":
        drafts[-1].asked.append(_read_asked(rest))
    elif mark == "<":
        drafts[-1].phrases.append(rest)
    elif line == ".":
        drafts[-1].is_closed = True
    else:
        raise ValueError(f"a line begins with {mark}")


def _read_head(line: str, heads: dict[str, str]) -> None:
    name, colon, value = line.partition(":")
    if not colon or name not in HEADS:
        raise ValueError(f"{line} is no head, and nobody has spoken yet")
    if name == "doors" and not set(value.split()) <= DOORS:
        raise ValueError(f"there is no such door: {value.strip()}")
    heads[name] = value.strip()


def _read_asked(rest: str) -> Asked:
    words = shlex.split(rest)
    arrow = words.index("->")
    arguments = dict(_pair(word) for word in words[1:arrow])
    pairs = [_pair(word) for word in words[arrow + 2 :]]
    facts = {name: value if name in TEXTS else _fact(value) for name, value in pairs}
    return Asked(words[0], arguments, words[arrow + 1], facts)


def _pair(word: str) -> tuple[str, str]:
    name, equals, value = word.partition("=")
    if not equals:
        raise ValueError(f"{word} is not name=value")
    return name, value


def as_text(value: Fact) -> str:
    """A value as it stands in a file."""
    return f"[{'|'.join(value)}]" if isinstance(value, list) else str(value)


def _fact(value: str) -> Fact:
    if value.startswith("[") and value.endswith("]"):
        return value[1:-1].split("|") if value != "[]" else []
    return int(value) if _WHOLE_NUMBER.fullmatch(value) else value
