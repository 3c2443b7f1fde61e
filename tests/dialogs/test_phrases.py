"""The words: complete in both languages, none left over, files fresh."""

from gettext import GNUTranslations

import pytest

from dialogs.catalogues import marked, read, untranslated
from dialogs.engine.phrases import LANGUAGES, LOCALE, MissingTranslationError, pieces, wording
from dialogs.engine.script import Ask
from dialogs.engine.soundness import phrases_of
from dialogs.phrases import PHRASES
from dialogs.registry import counter
from models.terms.channel import Style

TRANSLATED = sorted(folder.name for folder in LOCALE.iterdir())


def _places(name, language, style):
    return {place for piece in pieces(name, language, style) for place in piece.places}


def test_indonesian_is_translated_and_english_is_the_source():
    assert TRANSLATED == ["id"]
    assert wording("menu.choice.track_case", "en") == "Track my case"
    assert wording("menu.choice.track_case", "id") == "Cek berkas saya"
    assert wording("menu.choice.track_case", "xx") == "Track my case"


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_catalogue_holds_what_is_marked_and_nothing_else(language):
    catalogue = read(language)
    ids = {(message.context, message.id) for message in catalogue if message.id}

    assert {(m.context, m.id) for m in marked() if m.id} == ids
    assert list(untranslated(catalogue)) == []
    assert catalogue.num_plurals == 1


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_compiled_file_says_what_the_catalogue_says(language):
    compiled = LOCALE / language / "LC_MESSAGES" / "dialogs.mo"
    with compiled.open("rb") as file:
        told = GNUTranslations(file)
    catalogue = read(language)

    for message in (each for each in catalogue if each.id):
        if message.context:
            assert told.pgettext(message.context, message.id) == message.string
        else:
            assert told.gettext(message.id) == message.string


@pytest.mark.parametrize("name", PHRASES)
@pytest.mark.parametrize("style", Style)
def test_every_language_tells_the_same_facts(name, style):
    places = [_places(name, language, style) for language in LANGUAGES]

    assert all(each == places[0] for each in places)
    assert all(place.told_by in PHRASES for place in places[0] if place.told_by)


def test_no_phrase_is_left_over():
    said = {phrase for dialog in counter.dialogs for _, phrase in phrases_of(dialog)}
    told = {place.told_by for name in PHRASES for place in _places(name, "en", Style.RICH)}
    places = {place for name in PHRASES for place in _places(name, "en", Style.RICH)}
    asks = [step for dialog in counter.dialogs for step in dialog.script if isinstance(step, Ask)]
    families = {place.codes for place in places} | {ask.worded for ask in asks}
    codes = ("engine.", *(f"{family}." for family in families if family))

    assert {name for name in PHRASES if not name.startswith(codes)} == said | (told - {None})


def test_a_text_that_a_catalogue_lacks_is_noticed(monkeypatch):
    monkeypatch.setitem(PHRASES, "menu.new", PHRASES["menu.choose"]._replace(rich="Not known."))

    with pytest.raises(MissingTranslationError, match="Not known"):
        wording("menu.new", "id")
