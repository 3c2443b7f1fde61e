"""Which way a message goes when no question is open, and when one is."""

import pytest

from dialogs.engine import vocabulary
from dialogs.engine.frame import Frame
from dialogs.engine.heard import Heard
from dialogs.engine.routing import (
    Answer,
    Command,
    Courtesy,
    Word,
    global_word,
    understand,
)
from dialogs.flows.talk_to_staff import OfferStaff, TalkToStaff
from dialogs.flows.track_case import TrackCase
from tests.dialogs.home import Menu, counter

MENU = Frame(Menu, "choosing")
NUMBER = Frame(TrackCase, "asking_number")
FACT = Frame(TrackCase, "asking_fact")
NOT_FOUND = Frame(TrackCase, "not_found")
OFFER = Frame(OfferStaff, "offering")
FOUND = Command(TrackCase, "looking_up", {"number": "LKT-2026-000123"})
TRACK = Command(TrackCase, "asking_number")
STAFF = Command(TalkToStaff, "calling")


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("CEK LKT-2026-000123", FOUND),
        ("cek#lkt 2026 123", FOUND),
        ("Status: LKT.2026.123", FOUND),
        ("lkt2026000123", FOUND),
        ("apa kabar berkas LKT-2026-000123?", FOUND),
        ("cek", TRACK),
        ("cek berkas saya", TRACK),
        ("track my case", TRACK),
        ("lacak", TRACK),
        ("PETUGAS ktp saya salah nama", STAFF),
        ("komplain antre lama sekali", STAFF),
        ("orang", STAFF),
        ("orang tua saya belum punya ktp", None),
        ("bicara dengan petugas", STAFF),
        ("Menu", Word(vocabulary.MENU)),
        ("menu utama", Word(vocabulary.MENU)),
        ("Bantuan!", Word(vocabulary.HELP)),
        ("?", Word(vocabulary.HELP)),
        ("stop", Word(vocabulary.STOP)),
        ("stop dulu ya", None),
        ("BAHASA EN", Word(vocabulary.ENGLISH)),
        ("bahasa#en", Word(vocabulary.ENGLISH)),
        ("Lang id", Word(vocabulary.INDONESIAN)),
        ("bahasa", Word(vocabulary.LANGUAGE)),
        ("0", Word(vocabulary.STAFF)),
        ("halo", Courtesy(is_thanks=False)),
        ("Assalamu'alaikum pak", Courtesy(is_thanks=False)),
        ("selamat pagi", Courtesy(is_thanks=False)),
        ("slmt sore kk", Courtesy(is_thanks=False)),
        ("selamat!", None),
        ("kk", None),
        ("Terima kasih banyak ya kak", Courtesy(is_thanks=True)),
        ("thx", Courtesy(is_thanks=True)),
        ("ok", Courtesy(is_thanks=True)),
        ("1", None),
        ("kapan buka?", None),
        ("", None),
        ("   ", None),
        ("\u00bf\u00bf\u00bf", None),
    ],
)
def test_when_nothing_is_open(text, meaning):
    assert meaning == understand(Heard(text), None, counter)


@pytest.mark.parametrize(
    ("question", "text", "meaning"),
    [
        (MENU, "1", Answer("choose_track_case")),
        (MENU, "2.", Answer("choose_talk_to_staff")),
        (MENU, "no 2", Answer("choose_talk_to_staff")),
        (MENU, "3", None),
        (MENU, "0", Word(vocabulary.STAFF)),
        (MENU, "cek berkas saya", Answer("choose_track_case")),
        (MENU, "Talk to staff", Answer("choose_talk_to_staff")),
        (MENU, "cek", TRACK),
        (MENU, "LKT-2026-000123", FOUND),
        (NUMBER, "2026 123", Answer("asked_case_number", {"number": "LKT-2026-000123"})),
        (NUMBER, "petugas", Word(vocabulary.STAFF)),
        (NUMBER, "PETUGAS soal LKT-2026-000123", STAFF),
        (NUMBER, "ok", None),
        (NUMBER, "1", None),
        (NUMBER, "0", None),
        (FACT, "1", Answer("choose_done")),
        (FACT, "sudah", Answer("choose_done")),
        (FACT, "0123", Answer("second_fact", {"fact": "0123"})),
        (FACT, "CEK LKT-2026-000123", FOUND),
        (FACT, "LKT-2026-000123", FOUND),
        (NOT_FOUND, "petugas", Answer("choose_staff")),
        (NOT_FOUND, "ulangi", Answer("choose_again")),
        (OFFER, "Ya!", Answer("choose_yes")),
        (OFFER, "gak", Answer("choose_no")),
        (OFFER, "tidak", Answer("choose_no")),
        (OFFER, "mungkin", None),
        (OFFER, "0", Word(vocabulary.STAFF)),
    ],
)
def test_when_a_question_is_open(question, text, meaning):
    assert meaning == understand(Heard(text), question, counter)


@pytest.mark.parametrize(
    ("question", "choice", "meaning"),
    [
        (MENU, "track_case", Answer("choose_track_case")),
        (NUMBER, "talk_to_staff", STAFF),
        (None, "track_case", TRACK),
        (None, "menu", Command(Menu, "choosing")),
        (NUMBER, "help", Word(vocabulary.HELP)),
        (NUMBER, "cek", TRACK),
        (NUMBER, "done", None),
        (NUMBER, "LKT-2026-000123", None),
        (None, "", None),
        (None, "{x.__class__}" * 1000, None),
    ],
)
def test_a_button_counts_more_than_the_words_beside_it(question, choice, meaning):
    assert meaning == understand(Heard("BATAL", choice), question, counter)


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("STATSU", TRACK),
        ("lcak", TRACK),
        ("LACAKK", TRACK),
        ("BANTUANN", Word(vocabulary.HELP)),
        ("mneu", Word(vocabulary.MENU)),
        ("baik bak", None),
        ("BAIK", Courtesy(is_thanks=True)),
        ("KEMBLAI", Word(vocabulary.BACK)),
        ("STPO", None),
        ("BERHENTII", None),
        ("BATTAL", None),
        ("CANCLE", None),
        ("MULIA", None),
        ("STATSU saya", None),
    ],
)
def test_a_slip_is_forgiven_where_it_costs_nothing(text, meaning):
    assert meaning == understand(Heard(text), None, counter)


def test_no_word_for_a_choice_hides_a_global_word():
    words = {word for name, words in vocabulary.CHOICE_WORDS.items() for word in words}
    for_staff = {w for w, meaning in vocabulary.GLOBAL_WORDS.items() if meaning == vocabulary.STAFF}

    assert words & set(vocabulary.GLOBAL_WORDS) <= {*for_staff, "ENGLISH"}


def test_the_server_may_ask_for_the_meaning_of_a_whole_message():
    assert global_word(" menu ") == vocabulary.MENU
    assert global_word("menu makan siang") is None
