"""Wishes by the concepts of a message: the vocabulary's rules, weighed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from dialogs.listening.concepts import covered
from dialogs.listening.hearing import EXPLAINED, Hearing
from dialogs.listening.uncounted import no_amounts
from dialogs.listening.vocabulary import Rule, vocabulary


@dataclass(frozen=True, slots=True)
class Wish:
    """An intent and the weight of the rule that speaks for it."""

    intent: str
    weight: float


def wishes(hearing: Hearing) -> list[Wish]:
    """Every intent that some rule speaks for, by its strongest rule; the heaviest first."""
    present = hearing.present
    best: dict[str, Rule] = {}
    for rule in _in_question(present):
        held = best.get(rule.intent)
        if held is not None and held.weight >= rule.weight:
            continue
        if (
            rule.bars.isdisjoint(present)
            and not any(need.isdisjoint(present) for need in rule.needs)
            and (not rule.alone or _is_alone(hearing, rule))
        ):
            best[rule.intent] = rule
    return sorted(
        (Wish(rule.intent, rule.weight) for rule in best.values()),
        key=lambda wish: -wish.weight,
    )


def _in_question(present: frozenset[str]) -> list[Rule]:
    """The rules whose narrowest need is met, in the vocabulary's order; few of several hundred."""
    at = sorted({at for name in present for at in _by_concept().get(name, ())})
    rules = vocabulary().rules
    return [rules[each] for each in at]


@cache
def _by_concept() -> Mapping[str, tuple[int, ...]]:
    """For each concept the places of the rules that cannot do without it or its likes."""
    places: dict[str, tuple[int, ...]] = {}
    for at, rule in enumerate(vocabulary().rules):
        for name in min(rule.needs, key=len):
            places[name] = (*places.get(name, ()), at)
    return places


def _vehicles(hearing: Hearing) -> Iterator[tuple[int, int]]:
    """Where it is told which vehicle a part is for."""
    models = vocabulary().goods.vehicles
    return ((word.start, word.end) for word in hearing.message.words if word.raw in models)


def _is_alone(hearing: Hearing, rule: Rule) -> bool:
    names = [name for name in rule.concepts if not name.startswith("@")]
    values = [found for found in hearing.items if "@part" in rule.concepts]
    spans = [(each.start, each.end) for each in values]
    if values:
        spans += [*no_amounts(hearing.message), *_vehicles(hearing)]
    known = covered(hearing.spoken, (*EXPLAINED, "thanks", "around_yes", *names))
    return all(
        at in known or any(start <= word.start < end for start, end in spans)
        for at, word in enumerate(hearing.message.words)
    )
