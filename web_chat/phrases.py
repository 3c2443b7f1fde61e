"""The gettext catalogues of the pages, brought up to date: `python -m web_chat.phrases`.

Reads the marked texts of pages, browser modules and the server, adds new ones to every .po file,
drops what is no longer said, and compiles the .mo files that are committed beside them. New texts
are listed: they are to be translated, after which the command is run once more.
"""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
LOCALE = ROOT / "web_chat" / "locale"
DOMAIN = "web_chat"
ROOMS = ("web_chat", "server", "models")
METHODS = [
    ("**.py", "python"),
    ("**/templates/**.html", "jinja2"),
    ("**/static/**.js", "javascript"),
]
OPTIONS: dict[str, dict[str, Any]] = {
    "**/templates/**.html": {"extensions": "jinja2.ext.i18n"},
    "**/static/**.js": {"parse_template_string": True},
}
MARKERS = {**DEFAULT_KEYWORDS, "N_": None, "t": None, "nt": (1, 2), "_text": (2,)}
SKIPPED = ("assets_built", "locale", "__pycache__")
WIDTH = 99
HEADER = """\
# What pages and browser modules say. Sources are English and stand where they are shown.
msgid ""
msgstr ""
"Project-Id-Version: loket\\n"
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""
"""Written by us: Babel 2.18 gives Indonesian two plural forms, and it dates every file."""

UNDATED = datetime(2026, 1, 1, tzinfo=UTC)
"""In every .mo, so that the same texts make the same file."""


def marked() -> Catalog:
    """Every text that is marked for translation, in the order of the sources."""
    found = Catalog()
    for room in ROOMS:
        texts = extract_from_dir(
            ROOT / room,
            method_map=METHODS,
            options_map=OPTIONS,
            keywords=MARKERS,
            directory_filter=lambda folder: Path(folder).name not in SKIPPED,
        )
        for _, _, text, _, context in texts:
            found.add(text, context=context)
    return found


def read(language: str) -> Catalog:
    with po_path(language).open("rb") as file:
        return read_po(file, locale=language, domain=DOMAIN)


def updated(language: str) -> Catalog:
    """A language's catalogue as it has to be for today's sources."""
    catalogue = read(language)
    catalogue.update(marked(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    catalogue.creation_date = catalogue.revision_date = UNDATED
    return catalogue


def untranslated(catalogue: Catalog) -> Iterator[Message]:
    """Messages that a reader of this language would not get in it."""
    return (each for each in catalogue if each.id and (not _is_whole(each) or each.fuzzy))


def po_of(catalogue: Catalog, language: str) -> bytes:
    written = BytesIO()
    written.write(HEADER.format(language=language).encode())
    write_po(written, catalogue, width=WIDTH, no_location=True, omit_header=True)
    return written.getvalue()


def mo_of(catalogue: Catalog) -> bytes:
    written = BytesIO()
    write_mo(written, catalogue)
    return written.getvalue()


def po_path(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def main() -> int:
    lacking = 0
    for folder in sorted(LOCALE.iterdir()):
        catalogue = updated(folder.name)
        po = po_path(folder.name)
        po.write_bytes(po_of(catalogue, folder.name))
        po.with_suffix(".mo").write_bytes(mo_of(catalogue))
        for message in untranslated(catalogue):
            lacking += 1
            sys.stdout.write(f"{folder.name}: {message.id}\n")
    return 1 if lacking else 0


def _is_whole(message: Message) -> bool:
    forms = message.string or ""
    return bool(forms) and all([forms] if isinstance(forms, str) else forms)


if __name__ == "__main__":
    sys.exit(main())
