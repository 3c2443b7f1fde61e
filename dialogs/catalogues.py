"""The gettext catalogues of the dialogs, brought up to date: `python -m dialogs.catalogues`.

Reads the marked texts of the phrases, adds new ones to every .po file, drops what is no longer
said, and compiles the .mo files that are committed beside them. New texts are listed: they are to
be translated, after which the command is run once more.
"""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from dialogs.engine.phrases import DOMAIN, LOCALE
from dialogs.phrases import FILES

MARKERS = {"N_": None, "NP_": ((1, "c"), 2)}
WIDTH = 99
HEADER = """\
# What the dialogs say. Sources are English and stand in dialogs/phrases/.
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
    """Every phrase that is marked for translation, in the order of the source."""
    found = Catalog()
    for file in FILES:
        for _, text, _, context in extract_from_file("python", file, keywords=MARKERS):
            found.add(text, context=context)
    return found


def read(language: str) -> Catalog:
    with _po(language).open("rb") as file:
        return read_po(file, locale=language, domain=DOMAIN)


def untranslated(catalogue: Catalog) -> Iterator[Message]:
    """Messages that a reader of this language would not get in it."""
    return (each for each in catalogue if each.id and (not each.string or each.fuzzy))


def update(language: str) -> Catalog:
    """Write both files of a language anew."""
    catalogue = read(language)
    catalogue.update(marked(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    catalogue.creation_date = catalogue.revision_date = UNDATED
    with _po(language).open("wb") as file:
        file.write(HEADER.format(language=language).encode())
        write_po(file, catalogue, width=WIDTH, no_location=True, omit_header=True)
    with _po(language).with_suffix(".mo").open("wb") as file:
        write_mo(file, catalogue)
    return catalogue


def main() -> int:
    lacking = 0
    for folder in sorted(LOCALE.iterdir()):
        for message in untranslated(update(folder.name)):
            lacking += 1
            sys.stdout.write(f"{folder.name}: {message.id}\n")
    if lacking:
        files = "dialogs/locale/*/LC_MESSAGES/dialogs.po"
        sys.stdout.write(
            f"{lacking} texts have no translation: write them in {files}, run again.\n"
        )
    return 1 if lacking else 0


def _po(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / f"{DOMAIN}.po"


if __name__ == "__main__":
    sys.exit(main())
