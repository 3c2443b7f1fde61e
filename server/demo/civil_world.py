"""The demo's civil registry: hours, papers, news, and the satisfaction survey."""

from datetime import date, time, timedelta
from typing import Any

from models.cases.keeping import Requirement, require
from models.hours import services as hours
from models.hours.rules import ClosedDay, Period
from models.hours.services import PlaceView
from models.news import services as news
from models.surveys import keeping as surveys
from models.surveys.keeping import NewQuestion, NewSurvey
from models.surveys.rules import QuestionKind
from models.terms.clock import Clock
from models.terms.ids import IdMaker

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
CONDITIONS = ("Berumur", "Datang", "Bila", "Alamat", "Anak 5", "Pindah datang", "Dua orang saksi")
"""How requirements begin that are no paper everybody must hand in."""
HOLIDAYS = {"12-25": ("Hari Raya Natal", "Christmas Day")}
ADDRESS = ("Jl. Contoh No. 1, Stabat, Langkat", "Jl. Contoh No. 1, Stabat, Langkat")
NEWS = (
    (
        6,
        "Perekaman KTP di hari Sabtu",
        "ID card recording on Saturday",
        "Perekaman KTP-el bagi pelajar: Sabtu, 5 Desember 2026, pukul 09.00 sampai 12.00.",
        "Biometrics for pupils: Saturday, 5 December 2026, 9.00 to 12.00.",
    ),
    (
        3,
        "Kartu keluarga: cek data Anda",
        "Family card: check your data",
        "Lengkapi data kartu keluarga sebelum akhir tahun. Balas SYARAT KK untuk persyaratannya.",
        "Complete your family card before the year ends. Reply SYARAT KK for the requirements.",
    ),
    (
        1,
        "Libur Natal 25 Desember",
        "Closed on Christmas Day",
        "Kantor tutup pada 25 Desember 2026 dan buka lagi pada hari kerja berikutnya.",
        "The office is closed on 25 December 2026 and opens again on the next working day.",
    ),
)
"""Days ago, titles, texts."""


async def furnish_civil(catalogue: dict[str, Any], *, clock: Clock, new_id: IdMaker) -> None:
    """Enter what the office tells and asks; call once, inside a transaction."""
    now = clock.now()
    at_ms = int(now.timestamp() * 1000)
    await _furnish_hours(catalogue["organisations"]["civil"], new_id)
    for service in catalogue["services"]:
        pairs = zip(service["requirements_id"], service["requirements_en"], strict=True)
        await require(
            service["code"],
            [Requirement(name_id, name_en, _is_paper(name_id)) for name_id, name_en in pairs],
            new_id=new_id,
        )
    for days_ago, title_id, title_en, text_id, text_en in NEWS:
        await news.publish(
            title_id=title_id,
            title_en=title_en,
            text_id=text_id,
            text_en=text_en,
            at_ms=int((now - timedelta(days=days_ago)).timestamp() * 1000),
            new_id=new_id,
        )
    await surveys.add(surveys.skm(), at_ms=at_ms, new_id=new_id)
    await surveys.add(_own_survey(catalogue["survey"]), at_ms=at_ms, new_id=new_id)


async def _furnish_hours(office: dict[str, Any], new_id: IdMaker) -> None:
    week: dict[int, list[Period]] = {}
    for span, periods in office["hours"].items():
        first, _, last = span.partition("-")
        for weekday in range(DAYS.index(first), DAYS.index(last or first) + 1):
            week[weekday] = [_period(period) for period in periods]
    await hours.set_week(week, new_id=new_id)
    for written in office["holidays"]:
        day = date.fromisoformat(written)
        await hours.close_on(ClosedDay(day, *HOLIDAYS.get(written[5:], ("Libur", "Holiday"))))
    name = office["name"]
    await hours.set_place(PlaceView(name["id"], name["en"], *ADDRESS))


def _period(written: str) -> Period:
    begins, _, ends = written.partition("-")
    return Period(time.fromisoformat(begins), time.fromisoformat(ends))


def _is_paper(name_id: str) -> bool:
    return not name_id.startswith(CONDITIONS) and "(bila" not in name_id


def _own_survey(told: dict[str, Any]) -> NewSurvey:
    """A short one of the office's own, with every kind of question."""
    fees = told["extra_yes_no"][0]
    return NewSurvey(
        code="kunjungan",
        title_id="Kunjungan Anda",
        title_en="Your visit",
        low=told["scale"]["min"],
        high=told["scale"]["max"],
        questions=(
            NewQuestion(
                "puas",
                "Seberapa puas Anda dengan kunjungan ini?",
                "How satisfied are you with this visit?",
                options_id=[told["scale"]["labels"][str(mark)]["id"] for mark in range(1, 6)],
                options_en=[told["scale"]["labels"][str(mark)]["en"] for mark in range(1, 6)],
            ),
            NewQuestion(
                "cara",
                "Bagaimana Anda datang?",
                "How did you come?",
                kind=QuestionKind.CHOICE,
                options_id=("Motor", "Mobil", "Angkutan umum", "Jalan kaki"),
                options_en=("Motorcycle", "Car", "Public transport", "On foot"),
            ),
            NewQuestion(
                "menit",
                "Berapa menit Anda menunggu?",
                "How many minutes did you wait?",
                kind=QuestionKind.NUMBER,
                high=600,
            ),
            NewQuestion(
                fees["code"].lower(),
                fees["question_id"],
                fees["question_en"],
                kind=QuestionKind.YES_NO,
            ),
            NewQuestion(
                "saran",
                "Apa saran Anda?",
                "What do you suggest?",
                kind=QuestionKind.TEXT,
                is_optional=True,
            ),
        ),
    )
