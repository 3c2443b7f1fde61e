"""What a message means: the labelled messages, their marks, and what nobody should send."""

import io
import json
import time
from contextlib import redirect_stdout
from datetime import date

import pytest

from dialogs.listening.catalogue import Catalogue
from dialogs.listening.understanding import understand
from server.__main__ import main
from tests.fuzz import messages
from tests.house.tracked import ROOT
from tests.messages.score_messages import evaluate, load

MESSAGES = ROOT / "tests" / "messages"
MONDAY = date(2026, 11, 23)
DEMO = Catalogue.of(json.loads((ROOT / "server/demo/catalogue.json").read_bytes()))


def heard(text, context="idle", language="id"):
    return understand(text, context=context, today=MONDAY, catalogue=DEMO, language=language)


def scored(name):
    gold = load(MESSAGES / name)
    told = [
        {"id": row["id"], "intent": said.intent, "slots": said.slots}
        for row in gold
        for said in [heard(row["text"], row["context"], row["lang"])]
    ]
    figures, _errors = evaluate(gold, told)
    return figures


def test_the_labelled_messages_are_understood():
    figures = scored("messages.jsonl")

    assert figures["intent_accuracy"] >= 0.97
    assert figures["slot_f1"] >= 0.97
    assert figures["exact_accuracy"] >= 0.93
    assert figures["risky"] == {}


def test_the_messages_that_words_were_learnt_from_are_understood():
    figures = scored("practice.jsonl")

    assert figures["intent_accuracy"] >= 0.98
    assert figures["exact_accuracy"] >= 0.97
    assert figures["risky"] == {}


def test_messages_that_nothing_was_tuned_on_are_understood_too():
    figures = scored("held_out.jsonl")

    assert figures["n"] >= 100
    assert figures["intent_accuracy"] >= 0.95
    assert figures["exact_accuracy"] >= 0.93
    assert figures["risky"] == {}


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "a" * 10_000,
        "busi " * 2000,
        "antri ktp besok dan " * 500,
        "a." * 5000,
        "1 2 3 " * 2000,
        "\N{GRINNING FACE}" * 300,
        "\x00\x01\x1f\x7f",
        "\u202eabc\u202c \u200f\u200f",
        "{{7*7}}",
        "%s%s%n",
        "'; DROP TABLE users; --",
        "[" * 5000,
        "(" * 5000 + ")" * 5000,
        "9" * 1_000_000,
        "<" * 10_000,
        "lkt" * 3000,
        "\ud800 lone",
    ],
)
@pytest.mark.parametrize("context", ["idle", "asked_date", "confirm_order", "no_such_question"])
def test_what_nobody_should_send_costs_little_and_does_nothing(text, context):
    heard("halo")  # what is read once is none of the message's
    began = time.process_time()
    said = heard(text, context)
    spent = time.process_time() - began

    assert spent < 0.1
    assert said.intent not in ("stop", "cancel", "confirm_yes", "order_part")


@pytest.mark.parametrize("text", ["{{7*7}}", "; DROP TABLE", "%s", "[[[[[[", "\N{GRINNING FACE}"])
def test_code_and_pictures_are_noise(text):
    assert heard(text).intent == "abusive_or_noise"


@pytest.mark.parametrize(
    "text",
    [
        "oke, tapi harinya diganti",
        "ya? jam berapa itu",
        "iya tapi jangan yang itu",
        "ya gak tau",
        "boleh tanya dulu",
        "oke jam 10 saja",
        "1",
        "maybe",
        "yes but change the time",
        "siapa ini",
    ],
)
@pytest.mark.parametrize("context", ["confirm_order", "confirm_booking"])
def test_nothing_that_costs_is_done_on_a_guess(text, context):
    assert heard(text, context).intent != "confirm_yes"


def test_a_message_of_two_requests_holds_the_second_for_later():
    said = heard("cek LKT-2026-000123 sama mau ambil antrian KK")

    assert said.intent == "track_case"
    assert said.then is not None
    assert (said.then.intent, said.then.slots) == ("book_queue", {"service": "kk"})


def test_readings_that_stand_near_are_kept_to_ask_back():
    said = heard("stok dan harga aki")

    assert {said.intent, *(other.intent for other in said.others)} >= {"check_price", "check_stock"}


def test_a_date_with_two_readings_is_told_as_doubtful():
    assert heard("kamis depan", "asked_date").doubts == {"date": ("2026-12-03",)}
    assert heard("besok atau lusa", "asked_date").doubts == {"date": ("2026-11-25",)}
    assert heard("besok", "asked_date").doubts == {}


@pytest.mark.parametrize(
    ("text", "context", "slots"),
    [
        ("jangan besok, lusa saja", "asked_date", {"date": "2026-11-25"}),
        ("tidak bisa besok", "asked_date", {}),
        ("bukan ktp tapi kk", "asked_service", {"service": "kk"}),
        ("kalau tidak ada jam 9 ya jam 10", "asked_slot", {"time": "10:00"}),
    ],
)
def test_what_is_denied_is_no_answer(text, context, slots):
    assert heard(text, context).slots == slots


@pytest.mark.parametrize(
    "text",
    [
        "jangan dibatalkan ya pesanan saya",
        "don't cancel my order",
        "kenapa pesanan saya dibatalkan",
        "stop kontak ada?",
        "jam berapa berhenti melayani",
        "kalau mau batal gimana caranya",
        "jangan lupa kirim busi 2",
    ],
)
def test_nothing_is_cancelled_or_stopped_by_a_word_alone(text):
    assert heard(text).intent not in ("cancel", "stop")


def test_the_same_words_mean_another_thing_while_a_question_is_open():
    assert heard("2").intent == "unknown"
    assert heard("2", "menu_shown").intent == "book_queue"
    assert heard("2", "asked_service").slots == {"service": "kk"}
    assert heard("2", "asked_slot").slots == {"time": "09:00"}
    assert heard("2", "asked_date").slots == {"date": "2026-12-02"}
    assert heard("2", "asked_quantity").slots == {"quantity": 2}
    assert heard("2", "survey_scale_1_5").slots == {"scale": 2}


@pytest.fixture
def run(tmp_path, capsys):
    """Runs `loket understand` on lines."""

    def run(*lines, options=()):
        file = tmp_path / "messages.jsonl"
        file.write_bytes(b"\n".join(line.encode() for line in lines))
        code = main(["understand", str(file), "--today", "2026-11-23", *options])
        captured = capsys.readouterr()
        return code, [json.loads(line) for line in captured.out.splitlines()], captured.err

    return run


def line(text, **more):
    return json.dumps(
        {"id": "a", "lang": "id", "channel": "sms", "context": "idle", "text": text, **more}
    )


def test_the_command_answers_a_line_each(run):
    code, told, error = run(line("ANTRI KTP BESOK"), "", line("lusa", id=7, context="asked_date"))

    assert (code, error) == (0, "")
    assert told == [
        {"id": "a", "intent": "book_queue", "slots": {"service": "ktp", "date": "2026-11-24"}},
        {"id": 7, "intent": "answer", "slots": {"date": "2026-11-25"}},
    ]


def test_a_bad_line_is_named_and_the_others_are_answered(run):
    code, told, error = run(line("MENU"), "{nonsense", '{"id": 1}', "[]", line("STOP"))

    assert code == 2
    assert [each["intent"] for each in told] == ["menu", "stop"]
    assert [text.split(":")[1] for text in error.splitlines()] == [" line 2", " line 3", " line 4"]


def test_another_catalogue_is_taken(run, tmp_path):
    other = tmp_path / "other.json"
    part = {
        "sku": "KNL-1",
        "name": {"id": "Knalpot racing", "en": "Exhaust"},
        "family": ["knalpot"],
    }
    other.write_text(json.dumps({"parts": [part]}))

    code, told, _ = run(line("harga knalpot"), options=("--catalogue", str(other)))

    assert code == 0
    assert told[0]["slots"] == {"items": [{"sku": "KNL-1"}]}


def test_what_cannot_be_read_is_told_in_one_sentence(run, tmp_path, capsys):
    assert main(["understand", str(tmp_path / "none"), "--today", "2026-11-23"]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert run(line("MENU"), options=("--today", "yesterday"))[0] == 2
    bad = tmp_path / "bad.json"
    bad.write_text('{"parts": [{}]}')
    assert run(line("MENU"), options=("--catalogue", str(bad)))[0] == 2


def test_nothing_is_written_but_json():
    out = io.StringIO()
    with redirect_stdout(out):
        main(["understand", str(MESSAGES / "messages.jsonl"), "--today", "2026-11-23"])

    assert all(
        set(json.loads(text)) == {"id", "intent", "slots"} for text in out.getvalue().splitlines()
    )


def test_broken_messages_break_no_listener():
    figures = messages.run(500, seed=20261123)

    assert figures["messages"] == 500


@pytest.mark.parametrize(
    ("text", "finer"),
    [
        ("jangan kirim promo lagi", "stop_offers"),
        ("stop sending me offers", "stop_offers"),
        ("tolong matikan iklannya", "stop_offers"),
        ("jangan kirim sms lagi", ""),
        ("stop all messages", ""),
        ("kirim promo lagi dong", "start_offers"),
        ("batalkan antrian saya", "cancel_booking"),
        ("please cancel my order", "cancel_order"),
        ("batalkan", ""),
        ("ada berita apa", "news"),
        ("any news?", "news"),
        ("mau daftar akun", "register"),
        ("I want to register", "register"),
        ("profil saya", "profile"),
        ("jangan daftar", ""),
    ],
)
def test_an_office_tells_more_apart_than_the_labels(text, finer):
    said = heard(text)

    assert said.finer == finer
    assert said.intent in {"stop", "start", "cancel", "unknown"}


def test_who_refuses_offers_and_everything_in_one_breath_is_asked_which():
    said = heard("stop semua sms dan promo")

    assert (said.intent, said.finer) == ("stop", "")
    assert "stop_offers" in {other.finer for other in said.others}


def test_a_question_about_cancelling_cancels_nothing():
    assert heard("bisa dibatalkan ga?").intent == "help"
    assert heard("bisa dibatalkan ga?", "confirm_order").intent != "cancel"


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("antri ktp 26/11.10.00", {"date": "2026-11-26", "time": "10:00"}),
        ("ANTRI.KTP.26/11/2026.10.30", {"date": "2026-11-26", "time": "10:30"}),
        ("ANTRI.KTP.BESOK.09.00", {"date": "2026-11-24", "time": "09:00"}),
        ("antri ktp minggu depan hari rabu", {"date": "2026-12-02"}),
    ],
)
def test_a_day_and_a_time_may_be_joined_by_a_dot(text, slots):
    assert heard(text).slots == {"service": "ktp", **slots}


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("beli aki, 2 biji", [{"sku": "AKI-5AH", "qty": 2}]),
        ("beli aki, 2 busi standar", [{"sku": "AKI-5AH"}, {"sku": "BUSI-STD", "qty": 2}]),
    ],
)
def test_an_amount_after_a_comma_is_of_the_part_before_it_or_after_it(text, items):
    assert heard(text).slots == {"items": items}


@pytest.mark.parametrize(
    ("text", "context", "intent"),
    [
        ("tell me when rear brake shoe is back", "idle", "check_stock"),
        ("ingatkan saya kalau kampas blkg datang", "idle", "check_stock"),
        ("kabari kalau ada lagi", "idle", "check_stock"),
        ("please tell me when it is back", "idle", "check_stock"),
        ("i want my money back", "idle", "talk_to_staff"),
        ("barang yg datang salah, tolong ditelpon", "idle", "talk_to_staff"),
        ("can i get a person", "idle", "talk_to_staff"),
        ("pagi aja", "asked_slot", "answer"),
        ("terserah", "asked_slot", "answer"),
        ("in the afternoon", "asked_slot", "answer"),
        ("yo lanjutke", "confirm_order", "confirm_yes"),
        ("yeah why not", "confirm_booking", "confirm_yes"),
        ("kembali", "asked_slot", "back"),
    ],
)
def test_what_is_said_around_the_words_counts(text, context, intent):
    assert heard(text, context).intent == intent


@pytest.mark.parametrize(
    ("text", "service"),
    [("mau ngajuin kk baru", "kk"), ("mengajukan akta lahir", "akta_lahir"),
     ("i need to apply for a marriage certificate", "akta_kawin")],
)  # fmt: skip
def test_who_applies_is_told_from_who_queues(text, service):
    said = heard(text)

    assert (said.finer, said.slots) == ("apply_for_service", {"service": service})


def test_two_services_in_a_choice_are_doubtful():
    assert heard("antri ktp atau kk besok?").doubts == {"service": ("kk",)}
    assert heard("queue id card or birth certificate").doubts == {"service": ("akta_lahir",)}
    assert heard("antri ktp besok").doubts == {}


@pytest.mark.parametrize("text", ["KTP", "kk", "birth certificate"])
def test_a_service_alone_may_mean_several_things(text):
    said = heard(text)

    assert {other.intent for other in said.others} == {"requirements", "track_case"}


@pytest.mark.parametrize("text", ["paling pagi", "the latest", "yang terakhir", "paling siang"])
def test_where_no_list_is_known_an_end_of_it_is_no_answer(text):
    reading = understand(
        text, context="asked_slot", today=date(2026, 11, 24), catalogue=Catalogue.of({})
    )

    assert "time" not in reading.slots
