"""`python -m tests.fuzz.messages`: what people write, broken by chance, through every listener.

Nothing may raise, take long, or mean something that costs while it cannot be read. `INPUTS=N` for
another number than 20,000; `SEED=N` makes the same ones again.
"""

import json
import os
import random
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from dialogs.listening import answers, codes, counts, dates, goods, times
from dialogs.listening.catalogue import Catalogue
from dialogs.listening.understanding import understand
from tests.house.tracked import ROOT

CONTEXTS = (
    *("idle", "menu_shown", "asked_case_code", "asked_service", "asked_date", "asked_slot"),
    *("asked_item", "asked_quantity", "confirm_order", "confirm_booking", "survey_scale_1_5"),
    *("survey_yes_no", "confirm", "asked", "no_such_question"),
)
MONDAY = date(2026, 11, 23)
LONGEST_SECONDS = 0.1
LONGEST_MESSAGE = 2_000
MOST_CHANGES = 6
_ODD = "\x00\u202e\u200b\ufeff\ud83d\ude00éß\u0661²½{}[]%$'\";#.*,/-\n\t 09ol1"
_DEMO = Catalogue.of(json.loads((ROOT / "server/demo/catalogue.json").read_bytes()))

LISTENERS: tuple[Callable[[str], Any], ...] = (
    answers.yes_or_no,
    lambda text: answers.choice(text, ("ktp", "kk"), {"ktp": ("kartu",)}),
    answers.scale,
    answers.scales,
    counts.count,
    counts.money,
    lambda text: dates.day(text, today=MONDAY),
    lambda text: dates.day(text, today=MONDAY, direction=dates.PAST, asked=False),
    times.clock_time,
    lambda text: codes.case_number(text, asked=True),
    codes.phone,
    codes.identity_number,
    codes.ticket,
    lambda text: goods.parts(text, _DEMO, asked=True),
    lambda text: goods.services(text, _DEMO),
)


def messages(chance: random.Random) -> Iterator[str]:
    """For ever: labelled messages cut, mixed, repeated and strewn with odd characters."""
    lines = (ROOT / "tests/messages/practice.jsonl").read_text(encoding="utf-8").splitlines()
    sound = [str(json.loads(line)["text"]) for line in lines]
    while True:
        text = chance.choice(sound)
        for _ in range(chance.randint(0, MOST_CHANGES)):
            text = _changed(text, chance, sound)
        yield text[:LONGEST_MESSAGE]


def _changed(text: str, chance: random.Random, sound: list[str]) -> str:
    at = chance.randint(0, len(text))
    before, after = text[:at], text[at:]
    words = text.split()
    chance.shuffle(words)
    ways = (
        f"{before}{chance.choice(_ODD)}{after}",
        before + after[chance.randint(1, 4) :],
        f"{before}{chr(chance.randrange(0x110000))}{after}",
        f"{before} {chance.choice(sound)}",
        before + after[:3] * chance.randint(2, 40) + after,
        " ".join(words),
        f"{before}{chance.randrange(10 ** chance.randint(1, 18))}{after}",
    )
    return chance.choice(ways)


def check(text: str, context: str) -> float:
    """Seconds that understanding took; raises what a listener raises."""
    began = time.process_time()
    understood = understand(text, context=context, today=MONDAY, catalogue=_DEMO)
    took = time.process_time() - began
    assert 0 <= understood.confidence <= 1, (text, understood)
    json.dumps(understood.slots)
    for listener in LISTENERS:
        for reading in listener(text):
            assert 0 <= reading.confidence <= 1, (text, reading)
    return took


def run(total: int, *, seed: int) -> dict[str, object]:
    """Check so many messages and tell how long the slowest took. Raises AssertionError."""
    chance = random.Random(seed)
    slowest, slowest_text = 0.0, ""
    for _, text in zip(range(total), messages(chance), strict=False):
        context = chance.choice(CONTEXTS)
        took = check(text, context)
        if took > LONGEST_SECONDS:  # what is slow only once is none of the message's
            took = check(text, context)
        assert took <= LONGEST_SECONDS, f"{took * 1000:.0f} ms: {text!r}"
        if took > slowest:
            slowest, slowest_text = took, text
    return {
        "messages": total,
        "seed": seed,
        "slowest_ms": round(slowest * 1000, 2),
        "its_length": len(slowest_text),
    }


if __name__ == "__main__":
    chosen = os.environ.get("SEED") or random.randrange(1 << 32)
    figures = run(int(os.environ.get("INPUTS", "20000")), seed=int(chosen))
    sys.stdout.write(json.dumps({"fuzz": "messages", **figures}) + "\n")
