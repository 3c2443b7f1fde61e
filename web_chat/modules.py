"""What is done to our browser modules on their way out: comments stay, phrases come along."""

import io
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.jslexer import tokenize
from babel.messages.pofile import read_po

DOMAIN = "web_chat"
MARKERS = {"t": None, "nt": (1, 2)}


def slim(source: str) -> str:
    """A module without block comments and indentation, line for line as it was.

    Half of our source are types and reasons in comments, which no browser reads. What stands in a
    template of several lines stays as it is.
    """
    lines = source.split("\n")
    kept: set[int] = set()
    for token in tokenize(source, jsx=False, template_string=True):
        first = token.lineno - 1
        last = first + token.value.count("\n")
        if token.type != "multilinecomment":
            kept.update(range(first + 1, last + 1))
        elif first == last:
            lines[first] = lines[first].replace(token.value, "", 1)
        elif "\n".join(lines[first : last + 1]).strip() == token.value:
            lines[first : last + 1] = [""] * (last + 1 - first)
    return "\n".join(line if number in kept else line.strip() for number, line in enumerate(lines))


def tight(source: str) -> str:
    """A script without indentation and empty lines, for one that has to be small."""
    return "\n".join(line.strip() for line in source.split("\n") if line.strip())


def phrases_module(language: str, locale: Path, modules: Iterable[bytes]) -> bytes:
    """The phrases that stand in some modules, in one language, as a module of their own."""
    catalogue = _catalogue(locale / language / "LC_MESSAGES" / f"{DOMAIN}.po")
    said = {source for module in modules for source in _marked(module)}
    phrases = {
        source: _forms(message.string)
        for source in sorted(said)
        if (message := catalogue.get(source)) is not None and message.string
    }
    told = {"language": language, "phrases": phrases}
    return f"export default {json.dumps(told, ensure_ascii=False)};\n".encode()


def _marked(module: bytes) -> Iterator[str]:
    """The English of every phrase; of one with a plural the singular, which is its name."""
    options = {"parse_template_string": True}
    for _, found, _, _ in extract("javascript", io.BytesIO(module), MARKERS, options=options):
        yield found if isinstance(found, str) else found[0]


def _catalogue(path: Path) -> Catalog:
    if not path.exists():
        return Catalog()
    with path.open("rb") as opened:
        return read_po(opened)


def _forms(translated: str | list[str] | tuple[str, ...]) -> str | list[str]:
    return translated if isinstance(translated, str) else list(translated)
