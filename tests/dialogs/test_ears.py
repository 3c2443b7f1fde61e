"""What the listeners hear, by tables of examples."""

import pytest

from dialogs.engine.ears import (
    asked_case_number,
    case_number,
    case_number_and_fact,
    second_fact,
)
from dialogs.engine.heard import LONGEST_READ, plain

NUMBER = "LKT-2026-000123"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("LKT-2026-000123", NUMBER),
        ("lkt 2026 123", NUMBER),
        ("LKT2026000123", NUMBER),
        ("lkt/2026/123", NUMBER),
        ("lkt.2026.123", NUMBER),
        ("lkt_2026_123", NUMBER),
        ("#lkt#2026#123#", NUMBER),
        ("LKT-2O26-OOOl23", NUMBER),
        ("LKT - 2026 - 000123.", NUMBER),
        ("\uff2c\uff2b\uff34-\uff12\uff10\uff12\uff16-000123", NUMBER),
        ("kodenya LKT-2026-001200 ya pak", "LKT-2026-001200"),
        ("LKT-2026-000123 atau LKT-2026-000456", NUMBER),
        ("LKT-\u200f2026-\u202e000123", NUMBER),
        ("LKT\u20132026\u2013000123", NUMBER),
        ("LKT\u20102026\u2011000123", NUMBER),
        ("cek LKT 2O26 OOO l23", NUMBER),
        ("LKT-2026-00012\u0437", None),
        ("LKT-2026-1234567", None),
        ("LKT-20261-23456", None),
        ("LKT-2026-000123-4", None),
        ("LKT-1926-000123", None),
        ("XLKT-2026-000123", None),
        ("LKT 2026 lo", None),
        ("2026-000123", None),
        ("ktp 9999", None),
        ("", None),
    ],
)
def test_a_case_number_is_heard_however_it_is_written(text, number):
    heard = case_number(plain(text))

    assert number == (heard["number"] if heard else None)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("2026-000123", NUMBER),
        ("2026 123", NUMBER),
        ("no. 2026/123", NUMBER),
        ("kode 2026000123", NUMBER),
        ("LKT 2026 123 ya", NUMBER),
        ("2026", None),
        ("000123", None),
        ("2026 000123 hari lagi", None),
        ("081200000123", None),
    ],
)
def test_the_letters_may_be_missing_where_the_number_was_asked_for(text, number):
    heard = asked_case_number(plain(text))

    assert number == (heard["number"] if heard else None)


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("0123", "0123"),
        ("nik 0123", "0123"),
        ("NIK: 0123.", "0123"),
        ("1205 0117 0890 0123", "0123"),
        ("1205011708900123", "0123"),
        ("17081990", "17-08-1990"),
        ("17-8-1990", "17-08-1990"),
        ("17/08/1990", "17-08-1990"),
        ("17.08.1990", "17-08-1990"),
        ("17 08 1990", "17-08-1990"),
        ("1990-08-17", "17-08-1990"),
        ("17 agustus 1990", "17-08-1990"),
        ("17 Aug 1990", "17-08-1990"),
        ("tgl lahir saya 17-08-1990", "17-08-1990"),
        ("December 31, 1990", "31-12-1990"),
        ("Dec 31st 1990", "31-12-1990"),
        ("it's 17 aug 1990", "17-08-1990"),
        ("17-8-90", "17-08-1990"),
        ("17/8/12", "17-08-2012"),
        ("17 agustus 90", "17-08-1990"),
        ("August 1990", None),
        ("29 Feb 2000", "29-02-2000"),
        ("29 Feb 2001", None),
        ("31-02-1990", None),
        ("17-13-1990", None),
        ("00-08-1990", None),
        ("17-08-1890", None),
        ("17 foo 1990", None),
        ("123", None),
        ("12345", None),
        ("saya lahir di Stabat", None),
        ("\u0661\u0662\u0663\u0664", None),
        ("", None),
    ],
)
def test_a_second_fact_is_a_birth_date_or_four_digits(text, fact):
    heard = second_fact(plain(text))

    assert fact == (heard["fact"] if heard else None)


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("cek lkt-2026-000123 0123", "0123"),
        ("cek LKT-2026-000123 tgl lahir 17-8-1990", "17-08-1990"),
        ("Check LKT-2026-000123, born 17 August 1990", "17-08-1990"),
        ("LKT-2026-000123", None),
        ("cek LKT-2026-000123 dan antri ktp besok", None),
    ],
)
def test_a_second_fact_is_heard_beside_the_number(text, fact):
    heard = case_number_and_fact(plain(text))

    assert heard == ({"number": NUMBER, "fact": fact} if fact else None)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("  halo \t pak\n", "HALO PAK"),
        ("ha\x00lo\x1b", "HA LO"),
        ("\u202ehalo\u200b", "HALO"),
        ("\uff28\uff41\uff4c\uff4f", "HALO"),
        ("a" * 5000, "A" * LONGEST_READ),
        ("", ""),
    ],
)
def test_odd_letters_are_read_as_plain_ones(text, words):
    assert words == plain(text)
