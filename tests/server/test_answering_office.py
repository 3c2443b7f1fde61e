"""What dialogs are told by the office: outcomes and facts, through the real database."""

import json
import re
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from models.conversations.page import Page
from models.conversations.views import ConversationView
from models.db import transaction
from models.hours import services as hours
from models.hours.rules import ClosedDay
from models.surveys import keeping
from models.terms.channel import Inbound, Priority
from models.terms.segments import count_segments
from server import words
from server.answering.asking import Asking
from server.answers import ANSWERS
from server.demo.civil_world import furnish_civil
from server.demo.world import CATALOGUE
from tests.server.office import SECRET

ZONE = ZoneInfo("Asia/Jakarta")
WEB, PHONE = 5001, 5002
NUMBER = "+6281234567890"
NIK = "1205011708900123"


class Counter:
    """Asks as a turn does: one transaction for each."""

    def __init__(self, clock, new_id):
        self.clock, self.new_id = clock, new_id
        self.page = None

    async def ask(self, asked, /, *, contact=WEB, texting=None, **arguments):
        channel, address = ("sms", texting) if texting else ("web", f"visitor-{contact}")
        begun = ConversationView.begun(
            number=contact + 100,
            contact_id=contact,
            channel=channel,
            address=address,
            language="id",
            at_ms=self.clock.ms,
        )
        self.page = Page(begun, self.clock.ms, self.new_id, frozenset({"sms"}))
        inbound = Inbound(channel, address, "", self.clock.now(), f"key-{self.new_id()}")
        asking = Asking(self.page, inbound, self.new_id, SECRET, ZONE)
        async with transaction():
            outcome = await ANSWERS[asked](asking, arguments)
        assert all(isinstance(fact, (str, int, bool, list)) for fact in outcome.facts.values())
        return outcome.name, dict(outcome.facts)

    @property
    def code(self):
        return re.search(r"[0-9]{6}", self.page.outbox[0].text)[0]


@pytest.fixture
async def counter(furnished, clock, new_id):
    if await hours.place() is None:
        async with transaction():
            catalogue = json.loads(CATALOGUE.read_text(encoding="utf-8"))
            await furnish_civil(catalogue, clock=clock, new_id=new_id)
    return Counter(clock, new_id)


async def test_applying_tells_number_date_and_papers_then_that_it_is_under_way(counter):
    name, facts = await counter.ask("cases.apply", service="akta_lahir", texting=NUMBER)
    again = await counter.ask("cases.apply", service="akta_lahir", texting=NUMBER)

    assert (name, facts["number"], facts["promised_date"]) == (
        "applied",
        "LKT-2026-001201",
        "2026-11-26",
    )
    assert facts["missing_en"][0] == "Form F-2.01"
    assert len(facts["missing_id"]) == len(facts["missing_en"]) == 5
    assert again == ("already", {"number": "LKT-2026-001201", "service": "akta_lahir"})
    assert await counter.ask("cases.apply", service="sim") == ("unknown_service", {})


async def test_a_link_is_for_the_holder_alone(counter):
    _, facts = await counter.ask("cases.apply", service="kk")
    name, link = await counter.ask("cases.upload_link", number=facts["number"])

    assert (name, link["hours"]) == ("link", 48)
    assert re.fullmatch(r"/upload/[\w-]{22}", link["url_path"])
    for contact, number in ((PHONE, facts["number"]), (WEB, "LKT-2026-000777")):
        told = await counter.ask("cases.upload_link", contact=contact, number=number)
        assert told == ("not_yours", {})


async def test_requirements_are_told_with_fee_and_days(counter):
    name, facts = await counter.ask("requirements.of", service="pindah")

    assert (name, facts["fee"], facts["days"]) == ("told", 0, 1)
    assert facts["papers_en"][1] == "Original family card"
    assert await counter.ask("requirements.of", service="x") == ("unknown", {})


async def test_hours_of_today_tell_spans_and_what_is_next(counter):
    name, facts = await counter.ask("hours.told")

    assert name == "open"
    assert facts == {
        "date": "2026-11-23",
        "is_today": True,
        "spans": ["08:00-12:00", "13:00-16:00"],
        "is_open_now": True,
        "next_date": "2026-11-23",
        "next_time": "13:00",
    }


@pytest.mark.parametrize(
    ("day", "reason", "named", "then"),
    [
        ("2026-11-28", "weekly", "", "2026-11-30"),
        ("2026-12-25", "day", "Christmas Day", "2026-12-28"),
        ("9999-12-31", "weekly", "", ""),
    ],
)
async def test_a_closed_day_tells_why_and_when_it_opens(counter, day, reason, named, then):
    if day.startswith("9999"):
        async with transaction():
            await hours.set_week({}, new_id=counter.new_id)
    name, facts = await counter.ask("hours.told", date=day)

    assert (name, facts["reason"], facts["holiday_en"], facts["next_date"]) == (
        "closed",
        reason,
        named,
        then,
    )


@pytest.mark.parametrize("said", ["", "besok", None, 5])
async def test_a_date_that_is_none_is_taken_for_today(counter, said):
    assert (await counter.ask("hours.told", date=said))[1]["date"] == "2026-11-23"


async def test_a_day_that_no_calendar_has_is_told_as_one(counter):
    told = await counter.ask("hours.told", date="2026-02-30")

    assert told == ("no_such_day", {"date": "2026-02-30"})


async def test_the_open_days_of_the_next_week_are_told(counter):
    name, facts = await counter.ask("hours.next_week")

    days = ["2026-11-30", *(f"2026-12-0{day}" for day in range(1, 5))]
    assert (name, facts["dates"], facts["spans"]) == ("open", days, ["08:00-12:00", "13:00-16:00"])


async def test_a_week_without_an_open_day_is_told_as_one(counter):
    async with transaction():
        await hours.set_week({}, new_id=counter.new_id)

    told = await counter.ask("hours.next_week")

    assert told == ("closed", {"dates": ["2026-11-30", "2026-12-06"]})


async def test_the_office_opens_again_after_closed_days_of_its_own(counter):
    for ahead in range(1, 5):
        day = date(2026, 11, 23) + timedelta(days=ahead)
        async with transaction():
            await hours.close_on(ClosedDay(day, "Libur", "Holiday"))

    _, facts = await counter.ask("hours.told", date="2026-11-24")
    assert (facts["holiday_id"], facts["next_date"], facts["next_time"]) == (
        "Libur",
        "2026-11-30",
        "08:00",
    )


async def test_the_place_is_told_with_every_fee(counter):
    name, facts = await counter.ask("hours.place")

    assert name == "told"
    assert facts["name_en"] == "Langkat Civil Registry (demo)"
    assert dict(zip(facts["services"], facts["fees"], strict=True))["ktp"] == "0"


@pytest.mark.parametrize(
    ("said", "number", "day"),
    [(None, 1, "2026-11-22"), ("2", 2, "2026-11-20"), ("3", 3, "2026-11-17"), ("x" * 99, 1, None)],
)
async def test_news_are_told_one_by_one_the_newest_first(counter, said, number, day):
    name, facts = await counter.ask("news.latest", number=said)

    assert (name, facts["count"], facts["number"]) == ("told", 3, number)
    assert day in {None, facts["date"]}
    assert facts["title_en"]


async def test_beyond_the_last_news_it_is_told_how_many_there_are(counter):
    assert await counter.ask("news.latest", number="9") == ("fewer", {"count": 3})
    assert (await counter.ask("news.latest", number="2"))[1]["next"] == 3
    assert (await counter.ask("news.latest", number="3"))[1]["next"] == ""


async def test_no_news_are_none(counter, clock):
    clock.advance(-30 * 86_400)

    assert await counter.ask("news.latest") == ("none", {})


async def test_the_survey_asks_nine_questions_and_ends_with_index_and_grade(counter):
    name, facts = await counter.ask("surveys.begin")
    assert (name, facts["survey"], facts["number"], facts["of"]) == ("question", "skm", 1, 9)
    while name == "question":
        asked = {"survey": facts["survey"], "question": facts["question"]}
        name, facts = await counter.ask("surveys.answer", **asked, answer="4")

    assert (name, facts) == ("finished", {"survey": "skm", "index": "100.00", "grade": "A"})
    assert (await counter.ask("surveys.begin"))[0] == "done"


async def test_marks_off_the_scale_and_skips_ask_again(counter):
    _, facts = await counter.ask("surveys.begin")
    asked = {"survey": facts["survey"], "question": facts["question"]}
    wrong = await counter.ask("surveys.answer", **asked, answer=5)
    skipped = await counter.ask("surveys.skip", **asked)

    assert (wrong[0], wrong[1]["low"], wrong[1]["high"]) == ("invalid", 1, 4)
    assert (skipped[0], skipped[1]["question"]) == ("required", "requirements")


async def test_marks_of_one_message_fill_as_many_questions(counter):
    none = await counter.ask("surveys.answer_many", survey="skm")
    some = await counter.ask("surveys.answer_many", survey="skm", answers="4 3,4")
    stuck = await counter.ask("surveys.answer_many", survey="skm", answers=["3", "9", "4"])
    rest = await counter.ask("surveys.answer_many", survey="skm", answers="4#4#4#4#4")

    assert (none[0], none[1]["number"]) == ("question", 1)
    assert (some[0], some[1]["number"]) == ("question", 4)
    assert (stuck[0], stuck[1]["number"]) == ("invalid", 5)
    assert (rest[0], rest[1]["grade"]) == ("finished", "A")


async def test_an_own_survey_takes_truth_values_and_numbers(counter):
    name, facts = await counter.ask("surveys.begin", survey="kunjungan")
    for answer in (5, "Motor", 12, False):
        asked = {"survey": "kunjungan", "question": facts["question"]}
        name, facts = await counter.ask("surveys.answer", **asked, answer=answer)
    assert (name, facts["kind"], facts["optional"]) == ("question", "text", "yes")

    done = await counter.ask("surveys.skip", survey="kunjungan", question=facts["question"])
    assert done == ("finished", {"survey": "kunjungan", "index": "", "grade": ""})


async def test_of_several_surveys_it_is_asked_which_and_then_the_other_is_begun(counter):
    name, facts = await counter.ask("surveys.answer_many")
    assert (name, facts["surveys"]) == ("several", ["skm", "kunjungan"])
    named = await counter.ask("surveys.answer_many", named="VISIT", answers="5")
    assert (named[0], named[1]["survey"], named[1]["number"]) == ("question", "kunjungan", 2)
    assert (await counter.ask("surveys.answer_many"))[1]["survey"] == "kunjungan"
    assert (await counter.ask("surveys.answer_many", named="SKM"))[1]["survey"] == "skm"


async def test_once_one_survey_is_answered_the_other_is_begun(counter):
    done = await counter.ask("surveys.answer_many", named="SKM", answers=["4"] * 9)
    other = await counter.ask("surveys.answer_many")

    assert (done[0], done[1]["survey"]) == ("finished", "skm")
    assert (other[0], other[1]["survey"]) == ("question", "kunjungan")
    assert (await counter.ask("surveys.answer_many", named="kepuasan"))[0] == "done"


async def test_a_survey_that_ends_meanwhile_is_told(counter, clock):
    _, facts = await counter.ask("surveys.begin")
    async with transaction():
        await keeping.end("skm", at_ms=clock.ms)

    asked = {"survey": "skm", "question": facts["question"]}
    assert await counter.ask("surveys.answer", **asked, answer="4") == ("ended", {})
    assert await counter.ask("surveys.skip", **asked) == ("ended", {})
    assert await counter.ask("surveys.answer_many", survey="skm", answers="4 4") == ("none", {})
    assert await counter.ask("surveys.begin") == ("none", {})
    assert (await counter.ask("surveys.answer_many"))[1]["survey"] == "kunjungan"


async def test_registering_checks_the_number_and_knows_who_comes_again(counter):
    said = {"name": "Siti Aminah", "nik": NIK, "birth_date": "1990-08-17"}
    wrong = await counter.ask("people.register", **{**said, "birth_date": "18-08-1990"})
    noname = await counter.ask("people.register", **{**said, "name": "77"})
    nodate = await counter.ask("people.register", **{**said, "birth_date": "kemarin"})
    right = await counter.ask("people.register", **said)

    assert wrong == nodate == ("birth_date_invalid", {})
    assert noname == ("name_invalid", {})
    assert right == ("registered", {"name": "Siti Aminah"})
    assert await counter.ask("people.register", **said) == ("known", {"is_own": True})
    other = await counter.ask("people.register", contact=PHONE, **said)
    assert other == ("known", {"is_own": False})


async def test_the_profile_shows_no_identity_number(counter):
    assert await counter.ask("people.profile") == (
        "none",
        {"language": "id", "phone_tail": "", "is_registered": False, "refuses": ""},
    )
    await counter.ask("people.register", name="Siti", nik=NIK, birth_date="17081990")
    renamed = await counter.ask("people.rename", name="Siti Aminah")
    name, facts = await counter.ask("people.profile")

    assert renamed == ("renamed", {"name": "Siti Aminah"})
    assert (name, facts["name"], facts["birth_date"]) == ("told", "Siti Aminah", "1990-08-17")
    assert "0123" not in str(facts)
    assert await counter.ask("people.rename", contact=PHONE, name="Budi") == ("none", {})
    assert await counter.ask("people.rename", name="") == ("name_invalid", {})


async def test_a_code_goes_to_the_telephone_and_joins_web_and_phone(counter):
    await counter.ask("cases.apply", contact=PHONE, texting=NUMBER, service="ktp")
    sent = await counter.ask("people.send_code", phone="0812-3456-7890")
    row, code = counter.page.outbox[0], counter.code
    proved = await counter.ask("people.prove", code=code)

    assert sent == ("sent", {"phone_tail": "7890", "minutes": 10})
    assert (row.channel, row.address, row.priority) == ("sms", NUMBER, Priority.REPLY)
    assert row.valid_until_ms == counter.clock.ms + 600_000
    assert counter.page.messages == []
    assert proved == ("proved", {"phone_tail": "7890"})
    assert (await counter.ask("people.profile"))[1]["phone_tail"] == "7890"
    assert (await counter.ask("cases.apply", service="kia"))[0] == "applied"
    phoned = await counter.ask("cases.apply", contact=PHONE, texting=NUMBER, service="kia")
    assert phoned[0] == "already"


async def test_wrong_codes_are_counted_down_and_locked(counter):
    await counter.ask("people.send_code", phone=NUMBER)
    wrong = f"{(int(counter.code) + 1) % 1_000_000:06}"
    told = [await counter.ask("people.prove", code=wrong) for _ in range(5)]

    assert told == [
        ("wrong", {"left": 4}),
        ("wrong", {"left": 3}),
        ("wrong", {"left": 2}),
        ("wrong", {"left": 1}),
        ("locked", {}),
    ]


async def test_codes_that_are_late_too_many_or_not_allowed_are_told(counter, clock):
    assert await counter.ask("people.prove", code="123456") == ("expired", {})
    assert await counter.ask("people.send_code", phone="+1 415 555 2671") == ("not_allowed", {})
    for _ in range(3):
        assert (await counter.ask("people.send_code", phone=NUMBER))[0] == "sent"
    assert await counter.ask("people.send_code", phone=NUMBER) == ("too_many", {"minutes": 60})
    clock.advance(3600)
    assert (await counter.ask("people.send_code", phone=NUMBER))[0] == "sent"


async def test_a_telephone_of_another_registered_person_is_taken(counter):
    his = {"name": "Budi", "nik": "1205010101800001", "birth_date": "1980-01-01"}
    await counter.ask("people.register", contact=PHONE, **his)
    await counter.ask("people.send_code", contact=PHONE, phone=NUMBER)
    await counter.ask("people.prove", contact=PHONE, code=counter.code)
    await counter.ask("people.register", name="Siti", nik=NIK, birth_date="1990-08-17")
    await counter.ask("people.send_code", phone=NUMBER)

    assert await counter.ask("people.prove", code=counter.code) == ("taken", {})


async def test_refusing_and_wanting_again_by_scope(counter):
    for scope, refuses in (("promo", "promo"), ("all", "all"), (None, "all")):
        told = await counter.ask("people.opt_out", scope=scope)
        assert told == ("done", {"scope": scope or "all"})
        assert (await counter.ask("people.profile"))[1]["refuses"] == refuses
    await counter.ask("people.opt_in", scope="promo")
    assert (await counter.ask("people.profile"))[1]["refuses"] == "all"
    assert await counter.ask("people.opt_in") == ("done", {"scope": "all"})
    assert (await counter.ask("people.profile"))[1]["refuses"] == ""


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_code_fits_one_part(language):
    text = words.proof_code("123456", language=language)

    assert "123456" in text
    assert count_segments(text).segments == 1
