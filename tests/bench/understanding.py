"""How long understanding takes with 5,000 parts in the catalogue."""

import json
import random
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from dialogs.listening.catalogue import Catalogue
from dialogs.listening.understanding import understand
from tests.house.tracked import ROOT

PARTS = 5000
LIMIT_MS = 0.5
ROUNDS = 3
MONDAY = date(2026, 11, 23)
_MAKES = [
    "vario",
    "beat",
    "scoopy",
    "mio",
    "nmax",
    "jupiter",
    "supra",
    "revo",
    "satria",
    "vixion",
    "aerox",
    "fazzio",
    "lexi",
    "genio",
]


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the bench."""

    name: str
    value: float
    unit: str
    more: dict[str, Any]


def figures() -> Iterator[Figure]:
    """The index, then a message: the median and the slowest of a hundred."""
    demo = json.loads((ROOT / "server/demo/catalogue.json").read_bytes())
    listed = {**demo, "parts": many_parts(demo["parts"])}
    began = time.perf_counter()
    catalogue = Catalogue.of(listed)
    yield Figure("catalogue_index", time.perf_counter() - began, "s", {"parts": PARTS})
    lines = (ROOT / "tests/messages/held_out.jsonl").read_text(encoding="utf-8").splitlines()
    times = sorted(_timed(json.loads(line), catalogue) for _ in range(ROUNDS) for line in lines)
    more = {"parts": PARTS, "messages": len(lines)}
    yield Figure("understand_p50", statistics.median(times), "ms", {**more, "limit": LIMIT_MS})
    yield Figure("understand_p99", times[int(len(times) * 0.99)], "ms", more)


def many_parts(known: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The demo's parts, and the same ones for many makes of motorcycle."""
    chance, parts = random.Random(1), list(known)
    while len(parts) < PARTS:
        like, make = chance.choice(known), f"{chance.choice(_MAKES)} {chance.randint(2005, 2026)}"
        named = {language: f"{name} {make}" for language, name in like["name"].items()}
        synonyms = [f"{name} {make}" for name in like["synonyms"]]
        sku = f"{like['sku']}-{len(parts)}"
        parts.append({**like, "sku": sku, "name": named, "synonyms": synonyms})
    return parts


def _timed(row: dict[str, str], catalogue: Catalogue) -> float:
    began = time.perf_counter()
    understand(
        row["text"], context=row["context"], today=MONDAY, catalogue=catalogue, language=row["lang"]
    )
    return (time.perf_counter() - began) * 1000
