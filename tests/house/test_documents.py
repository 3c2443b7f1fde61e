"""The written house: a sorted glossary, a whole list of decisions, links that lead somewhere."""

import re
from datetime import date
from pathlib import Path

import pytest

from tests.house.tracked import ROOT, texts, tracked

ADR = ROOT / "docs" / "adr"
RECORDS = sorted(ADR.glob("[0-9]*.md"))
PARTS = ["Context", "Decision", "Consequences"]
STATUS = re.compile(r"(proposed|accepted|superseded by \d{4})")
ROWS = re.compile(r"(?<=\| --- \| --- \|\n)(?:\|.*\n?)+")
LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)")


def words(glossary: str) -> list[list[str]]:
    """The first column of each table, as it stands."""
    return [re.findall(r"^\| ([^|]+?) \|", rows, re.MULTILINE) for rows in ROWS.findall(glossary)]


def is_in_order(column: list[str]) -> bool:
    folded = [word.casefold() for word in column]
    return folded == sorted(set(folded))


def listed(index: str) -> list[tuple[str, str, str]]:
    """Number, file and title of each decision in the index."""
    return re.findall(r"^\| \[(\d{4})\]\(([^)]+)\) \| (.+) \|$", index, re.MULTILINE)


def flaws(name: str, record: str) -> list[str]:
    """What is missing from a decision record or out of form."""
    title, _, body = record.partition("\n")
    dated = re.search(r"^Date: (\S+)$", body, re.MULTILINE)
    status = re.search(r"^Status: (.+)$", body, re.MULTILINE)
    found = []
    if not title.startswith(f"# {name[:4]}: "):
        found.append("title")
    if not dated or not is_date(dated[1]):
        found.append("date")
    if not status or not STATUS.fullmatch(status[1]):
        found.append("status")
    if re.findall(r"^## (.+)$", body, re.MULTILINE) != PARTS:
        found.append("parts")
    return found


def is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text) is not None
    except ValueError:
        return False


def dead_links(path: Path, text: str) -> list[str]:
    return [link for link in LINK.findall(text) if not (ROOT / path.parent / link).exists()]


def test_the_words_of_each_table_are_read():
    table = "| word | meaning |\n| --- | --- |\n| act | x, y |\n| desk event | z |\n"

    assert words(table + "\n## Others\n\n" + table) == [["act", "desk event"]] * 2


def test_a_word_out_of_place_or_told_twice_is_seen():
    assert is_in_order(["act", "Case", "desk"])
    assert not is_in_order(["case", "act"])
    assert not is_in_order(["act", "Act"])


def test_the_glossary_is_sorted_and_tells_each_word_once():
    tables = words((ROOT / "docs" / "glossary.md").read_text(encoding="utf-8"))

    assert tables
    assert [column[:3] for column in tables if not column or not is_in_order(column)] == []


SOUND = """# 0009: A choice

Date: 2026-11-24
Status: accepted

## Context

## Decision

## Consequences
"""


@pytest.mark.parametrize(
    ("was", "becomes", "flaw"),
    [
        ("# 0009", "# 0008", "title"),
        ("2026-11-24", "yesterday", "date"),
        ("2026-11-24", "2026-11-31", "date"),
        ("accepted", "", "status"),
        ("accepted", "perhaps", "status"),
        ("## Context", "", "parts"),
        ("## Decision", "## Choice", "parts"),
    ],
)
def test_a_record_out_of_form_is_seen(was, becomes, flaw):
    assert flaws("0009-a-choice.md", SOUND) == []
    assert flaws("0009-a-choice.md", SOUND.replace(was, becomes)) == [flaw]


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.name)
def test_a_decision_has_its_form(record):
    assert flaws(record.name, record.read_text(encoding="utf-8")) == []


def test_the_list_of_decisions_is_whole():
    in_list = listed((ADR / "README.md").read_text(encoding="utf-8"))
    in_folder = [
        (record.name[:4], record.name, record.read_text(encoding="utf-8").splitlines()[0][8:])
        for record in RECORDS
    ]

    assert in_folder
    assert in_folder == in_list


def test_a_dead_link_is_seen():
    assert dead_links(Path("docs/x.md"), "[a](no.md) [b](../Makefile) [c](#d)") == ["no.md"]


def test_links_between_documents_lead_somewhere():
    dead = {str(path): dead_links(path, text) for path, text in texts("*.md")}

    assert {path: links for path, links in dead.items() if links} == {}


def test_the_licence_is_whole_and_the_one_pyproject_names():
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")

    assert "Apache License" in licence
    assert "END OF TERMS AND CONDITIONS" in licence
    assert 'license = "Apache-2.0"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def test_nothing_that_is_made_is_kept():
    made = tracked("*.pyc", "node_modules", ".venv", "build", "dist", "data", "*.egg-info")

    assert made == []
