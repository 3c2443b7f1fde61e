"""Placeholders such as {to} in what a provider is asked: filled in one pass, never pasted."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

Words = Mapping[str, str | int | None]
"""What stands for each placeholder; None leaves out the entry that asks for it."""

_PLACE = re.compile(r"\{([a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)?)\}")


def filled(template: Any, words: Words) -> Any:
    """The template with every placeholder filled, through lists and tables.

    An entry that is one placeholder keeps its kind, so that a number stays one in JSON.
    An entry that lacks its word is left out, and with it the inner table that it stands in.
    """
    match template:
        case str():
            return _filled_entry(template, words)
        case dict():
            found = {key: filled(value, words) for key, value in template.items()}
            return {
                key: value
                for key, value in found.items()
                if value is not None and not _lacks_entry(template[key], value)
            }
        case list():
            return [filled(value, words) for value in template]
        case _:
            return template


def filled_text(template: str, words: Words, *, encode: Callable[[str], str] = str) -> str:
    """The same for a text that must be one: what is missing is empty."""
    return _PLACE.sub(lambda place: encode(_written(words[place[1]])), template)


def places_in(template: Any) -> Iterator[str]:
    """The name of every placeholder."""
    match template:
        case str():
            yield from _PLACE.findall(template)
        case dict():
            for value in template.values():
                yield from places_in(value)
        case list():
            for value in template:
                yield from places_in(value)


def _filled_entry(template: str, words: Words) -> str | int | None:
    whole = _PLACE.fullmatch(template)
    if whole:
        return words[whole[1]]
    if any(words[name] is None for name in _PLACE.findall(template)):
        return None
    return filled_text(template, words)


def _lacks_entry(template: Any, found: Any) -> bool:
    return isinstance(template, dict) and any(
        isinstance(value, str) and key not in found for key, value in template.items()
    )


def _written(word: str | int | None) -> str:
    return "" if word is None else str(word)
