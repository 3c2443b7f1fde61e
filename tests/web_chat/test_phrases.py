"""The pages' catalogues are fresh and whole."""

import gettext
import re

import pytest

from web_chat.phrases import LOCALE, mo_of, po_of, po_path, read, untranslated, updated

LANGUAGES = sorted(folder.name for folder in LOCALE.iterdir())
GAP = re.compile(r"\{\w+\}|%\(\w+\)s")


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogues_hold_what_the_sources_say(language: str):
    catalogue = updated(language)

    assert po_of(catalogue, language) == po_path(language).read_bytes(), "run make catalogues"
    assert mo_of(catalogue) == po_path(language).with_suffix(".mo").read_bytes()


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_is_translated_with_the_same_gaps(language: str):
    catalogue = read(language)

    assert [message.id for message in untranslated(catalogue)] == []
    for message in catalogue:
        sources = [message.id] if isinstance(message.id, str) else message.id
        forms = [message.string] if isinstance(message.string, str) else message.string
        if message.id:
            wanted = {tuple(sorted(set(GAP.findall(source)))) for source in sources}
            assert {tuple(sorted(set(GAP.findall(form)))) for form in forms} <= wanted, sources


def test_indonesian_has_one_plural_form():
    with po_path("id").with_suffix(".mo").open("rb") as compiled:
        phrases = gettext.GNUTranslations(compiled)

    for n in (0, 1, 2, 100):
        assert phrases.ngettext("{n} text", "{n} texts", n) == "{n} SMS"
