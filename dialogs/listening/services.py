"""Services by any of their names."""

from collections.abc import Sequence

from dialogs.listening.catalogue import Catalogue
from dialogs.listening.found import Found
from dialogs.listening.reading import PROBABLE, Reading
from dialogs.listening.vocabulary import vocabulary
from dialogs.listening.words import Said, said

SHORT_ANSWER = 4
_OR = frozenset({"atau", "apa", "or"})
_OF_PAPERS = frozenset({"antri", "booking", "boking", "urus", "bikin", "daftar", "syarat"})
"""Straight after one of these stands what the office is visited for."""


def services(words: str, catalogue: Catalogue) -> tuple[Reading[str], ...]:
    """The services named, by their codes; the first is the likeliest."""
    message = said(words, catalogue.speller)
    found = services_in(message, catalogue, asked=True)
    behind = 0 if is_choice(message, found) else 1
    return tuple(
        Reading(each.value, each.confidence / (1 + at * behind)) for at, each in enumerate(found)
    )


def is_choice(message: Said, found: Sequence[Found[str]]) -> bool:
    """Whether two services stand with an "or" between them."""
    ends = [(each.start, each.end) for each in found[:2]]
    return len(ends) > 1 and any(
        word.text in _OR and ends[0][1] <= word.start < ends[1][0] for word in message.words
    )


def services_in(message: Said, catalogue: Catalogue, *, asked: bool = False) -> list[Found[str]]:
    """Every service that is named in a message, where it stands."""
    words = tuple(word.text for word in message.words)
    found: list[Found[str]] = []
    at = 0
    while at < len(words):
        named = catalogue.services.at(words, at)
        if not named or not _is_service(words, at, named[-1][1], asked=asked):
            at += 1
            continue
        code, after = named[-1]
        found.append(Found(code, message.words[at].start, message.words[after - 1].end))
        at = after
    found = found or _kk_somewhere(message) or _together(message, catalogue)
    found = found or _after_papers(message, catalogue)
    return found or (_short(message, catalogue) if asked else [])


def _short(message: Said, catalogue: Catalogue) -> list[Found[str]]:
    """An answer of few words, with a short name in it."""
    if len(message.words) > SHORT_ANSWER:
        return []
    return [
        Found(catalogue.asked[word.text], word.start, word.end, PROBABLE)
        for word in message.words
        if word.text in catalogue.asked
    ][:1]


def _after_papers(message: Said, catalogue: Catalogue) -> list[Found[str]]:
    """Find the short name of a certificate: antrian nikah, syarat kematian."""
    words = message.words
    return [
        Found(code, word.start, word.end, PROBABLE)
        for at, word in enumerate(words[1:])
        if words[at].text in _OF_PAPERS | {"antrian"}
        and (code := catalogue.asked.get(word.text, "")).startswith("akta")
    ][:1]


def _kk_somewhere(message: Said) -> list[Found[str]]:
    """Find kk in a message that speaks of papers, and of no other service."""
    words = [word.text for word in message.words]
    if "kk" not in words[1:] or vocabulary().goods.elder.papers.isdisjoint(words):
        return []
    word = message.words[words.index("kk", 1)]
    return [Found("kk", word.start, word.end, PROBABLE)]


def _together(message: Said, catalogue: Catalogue) -> list[Found[str]]:
    """A service by words that stand apart: anak baru lahir, mau bikin akta."""
    words = {word.text: word for word in message.words}
    for names, code in catalogue.together:
        if names <= words.keys():
            first = min((words[name] for name in names), key=lambda word: word.start)
            return [Found(code, first.start, first.end, PROBABLE)]
    return []


def _is_service(words: tuple[str, ...], at: int, after: int, *, asked: bool) -> bool:
    """Whether a short name is meant as one: kk is also how an elder is addressed."""
    if after - at > 1:
        return True
    before = words[at - 1] if at else ""
    behind = words[after] if after < len(words) else ""
    address = vocabulary().goods.elder
    if words[at] == "kk":
        return (
            asked or before in address.before or behind in address.after or (at == 0 and not behind)
        )
    if words[at] == "pindah":
        if behind == "ke":
            behind = words[after + 1] if after + 1 < len(words) else ""
            return behind not in vocabulary().goods.not_moved | set(vocabulary().numbers.weekdays)
        return before in _OF_PAPERS or behind not in vocabulary().goods.not_moved
    return True
