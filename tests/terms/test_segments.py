"""The counter that everybody counts by: tables, cuts and what may be replaced."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.terms.segments import (
    DEFAULT_ALPHABET,
    EXTENSION,
    Encoding,
    Segments,
    count_segments,
    encoding_of,
    sms_text,
    split_text,
    transliterate,
)

GSM7, UCS2 = Encoding.GSM7, Encoding.UCS2
PLAIN = DEFAULT_ALPHABET.replace("\x1b", "") + "".join(EXTENSION.values())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Segments(GSM7, 0, 1, 160)),
        ("Halo", Segments(GSM7, 4, 1, 156)),
        ("a" * 160, Segments(GSM7, 160, 1, 0)),
        ("a" * 161, Segments(GSM7, 161, 2, 145)),
        ("a" * 306, Segments(GSM7, 306, 2, 0)),
        ("a" * 307, Segments(GSM7, 307, 3, 152)),
        ("€", Segments(GSM7, 2, 1, 158)),
        ("€" * 80, Segments(GSM7, 160, 1, 0)),
        # 153 is odd: one septet stays empty at the end of a full part
        ("€" * 81, Segments(GSM7, 162, 2, 143)),
        ("a" * 152 + "€" + "b" * 152, Segments(GSM7, 306, 3, 152)),
        ("Ω" * 160, Segments(GSM7, 160, 1, 0)),
        ("ç", Segments(UCS2, 1, 1, 69)),
        ("`", Segments(UCS2, 1, 1, 69)),
        ("\t", Segments(UCS2, 1, 1, 69)),
        ("я" * 70, Segments(UCS2, 70, 1, 0)),
        ("я" * 71, Segments(UCS2, 71, 2, 63)),
        ("я" * 134, Segments(UCS2, 134, 2, 0)),
        ("😀" * 35, Segments(UCS2, 70, 1, 0)),
        # 67 is odd: a pair is never torn
        ("😀" * 36, Segments(UCS2, 72, 2, 61)),
        ("\x1b", Segments(UCS2, 1, 1, 69)),
    ],
)
def test_segments_are_counted_exactly(text, expected):
    assert expected == count_segments(text)


def test_the_alphabet_has_128_codes():
    assert len(DEFAULT_ALPHABET) == 128
    assert len(set(DEFAULT_ALPHABET)) == 128
    assert DEFAULT_ALPHABET.index("\x1b") == 0x1B
    assert DEFAULT_ALPHABET.index("A") == 0x41
    assert DEFAULT_ALPHABET.index("à") == 0x7F


def test_extension_characters_are_not_in_the_default_alphabet():
    assert not set(EXTENSION.values()) & set(DEFAULT_ALPHABET)


@given(st.one_of(st.text(max_size=700), st.text(alphabet=PLAIN, max_size=700)))
def test_parts_join_to_the_text_and_fit(text):
    encoding = encoding_of(text)
    parts = split_text(text)

    assert text == "".join(parts)
    assert len(parts) == count_segments(text).segments
    room = encoding.units_alone if len(parts) == 1 else encoding.units_joined
    for part in parts:
        assert count_segments(part).units <= room or encoding_of(part) is not encoding


@given(st.text(max_size=300))
def test_units_agree_with_utf16(text):
    counted = count_segments(text)
    if counted.encoding is UCS2:
        assert counted.units * 2 == len(text.encode("utf-16-be", "surrogatepass"))


@pytest.mark.parametrize(
    ("typeset", "plain"),
    [
        ("Rp\u00a050.000", "Rp 50.000"),
        ("Rp\u202f50.000", "Rp 50.000"),
        ("\u201cKTP\u201d siap\u2026", '"KTP" siap...'),
        ("Jum\u2019at 08.00\u201312.00", "Jum'at 08.00-12.00"),
        ("Selesai \u2014 silakan datang", "Selesai - silakan datang"),
        ("nol\u200blebar\ufeff", "nollebar"),
        ("Rene\u0301", "René"),
        ("satu\u2028dua", "satu\ndua"),
    ],
)
def test_typography_becomes_plain(typeset, plain):
    assert plain == sms_text(typeset)
    assert encoding_of(sms_text(typeset)) is GSM7


@pytest.mark.parametrize(
    "text", ["Çağlar", "Łukasz", "José Ñandú", "١٢٣", "12", "一二", "Ŵ", "ß", "😀"]
)
def test_letters_and_digits_are_never_changed(text):
    assert text == sms_text(text)


@given(st.text(max_size=200))
def test_plain_text_stays_as_it_is_and_can_be_written(text):
    once = sms_text(text)

    assert once == sms_text(once)
    once.encode()


@given(st.text(max_size=200))
def test_an_offer_lists_all_that_it_changes_and_ends_in_gsm7(text):
    offered = transliterate(text)
    letters = list(text)
    for change in offered.changes:
        assert letters[change.position] == change.was
        assert not change.was.isnumeric()
        letters[change.position] = change.becomes

    assert "".join(letters) == offered.text
    assert (encoding_of(offered.text) is GSM7) >= bool(offered.changes)


@given(st.text(alphabet=PLAIN + "0123456789,.¤$£¥€½²३٣", max_size=60))
def test_amounts_are_never_touched(text):
    assert transliterate(text).text == text


def test_half_a_pair_becomes_the_replacement_character():
    assert sms_text("a\ud83db") == "a\ufffdb"
