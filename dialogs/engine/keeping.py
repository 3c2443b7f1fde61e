"""A version of a dialog as text, and back: whoever began with it finishes on it.

Ears are kept by name and found among those that the present dialogs use; the words are kept too,
since a later version may have dropped them.
"""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from dialogs.engine.ears import Ear
from dialogs.engine.phrases import LANGUAGES, kept_words, pieces, remember
from dialogs.engine.script import Ask, Dialog, Do, End, Go, Next, Step, Tell, written
from dialogs.engine.soundness import phrases_of
from models.terms.channel import Style

_SETTINGS = ("reminds_after", "expires_after")


class UnknownEarError(Exception):
    """A listener of the old version is no more."""


def as_text(dialog: type[Dialog]) -> str:
    """Everything that is needed to hold this version later."""
    told = {
        "name": dialog.name,
        "version": dialog.version,
        "steps": [written(step) for step in dialog.script],
        "fills": [ear.__name__ for ear in dialog.fills],
        "secrets": dialog.secrets,
        "settings": {name: getattr(dialog, name) for name in _SETTINGS},
        "phrases": {name: kept_words(name) for name in _phrases(dialog)},
    }
    return msgspec.json.encode(told).decode()


def from_text(text: str, ears: Mapping[str, Ear]) -> type[Dialog]:
    """The dialog again; its words are known from now on. Raises UnknownEarError."""
    told = msgspec.json.decode(text)
    remember(told["phrases"])
    try:
        body: dict[str, Any] = {
            "name": told["name"],
            "script": tuple(_step(each, ears) for each in told["steps"]),
            "fills": tuple(ears[name] for name in told["fills"]),
            **told["settings"],
            "secrets": tuple(told.get("secrets", ())),
        }
    except KeyError as error:
        raise UnknownEarError(f"{told['name']} {told['version']}: {error}") from None
    dialog: type[Dialog] = type("Older", (Dialog,), body)
    dialog.version = told["version"]
    return dialog


def _phrases(dialog: type[Dialog]) -> list[str]:
    """All it says, and the phrases that these put in."""
    said = {phrase for _, phrase in phrases_of(dialog)}
    for phrase in tuple(said):
        for language in LANGUAGES:
            for piece in pieces(phrase, language, Style.RICH):
                said |= {place.told_by for place in piece.places if place.told_by}
    return sorted(said)


def _step(told: Mapping[str, Any], ears: Mapping[str, Ear]) -> Step:
    more = {key: value for key, value in told.items() if key not in {"is", "name"}}
    if "hears" in more:
        more["hears"] = {ears[name]: target for name, target in more["hears"].items()}
    if "reads" in more:
        more["reads"] = ears[more["reads"]]
    for key in ("takes", "may_take", "keeps", "forgets", "hands"):
        if key in more:
            more[key] = tuple(more[key])
    more |= more.pop("outcomes", {})
    made: Callable[..., Step] = _KINDS[told["is"]]
    return made(told["name"], **more)


_KINDS: Mapping[str, Callable[..., Step]] = {
    kind.__name__: kind for kind in (Ask, Do, Tell, Next, Go, End)
}
