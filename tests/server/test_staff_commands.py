"""`loket staff` and `loket department`: who works here, and what the audit keeps of each change."""

import json
import os
import sqlite3
from typing import NamedTuple

import pytest

from server.__main__ import main
from tests.clients.schema import lay_schema


class Ran(NamedTuple):
    """What a command said."""

    returncode: int
    stdout: str
    stderr: str


@pytest.fixture
def loket(tmp_path, monkeypatch, capsys):
    """Runs a command of a fresh office, in this process."""
    for name in [name for name in os.environ if name.startswith("LOKET_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data").mkdir()
    lay_schema(tmp_path / "data" / "loket.sqlite3")

    def run(*arguments):
        code = main(arguments)
        return Ran(code, *capsys.readouterr())

    return run


@pytest.fixture
def office(loket):
    """Where Sari and Rina work."""
    assert loket("staff", "add", "sari", "--display-name", "Sari").returncode == 0
    assert loket("staff", "add", "rina", "--role", "supervisor").returncode == 0
    return loket


@pytest.fixture
def kept(tmp_path):
    """What the audit has, without the ids."""

    def read():
        with sqlite3.connect(tmp_path / "data" / "loket.sqlite3") as database:
            rows = database.execute("select act, staff_id, detail from audit_entry order by n")
            return [(act, by, json.loads(detail)) for act, by, detail in rows]

    return read


def listed(run):
    return {row["name"]: row for row in map(json.loads, run.stdout.splitlines())}


def test_accounts_are_listed_with_role_departments_and_state(office):
    office("department", "add", "Catatan Sipil", "sari")
    office("staff", "disable", "rina")
    rows = listed(office("staff", "list", "--json"))
    lines = office("staff", "list").stdout.splitlines()

    assert (rows["sari"]["role"], rows["sari"]["departments"]) == ("agent", ["Catatan Sipil"])
    assert (rows["sari"]["state"], rows["rina"]["state"]) == ("no password yet", "disabled")
    assert lines == [
        "rina  supervisor  rina  (disabled)",
        "sari  agent       Sari  Catatan Sipil  (no password yet)",
    ]


def test_every_change_of_who_may_do_what_is_kept(office, kept):
    office("staff", "role", "sari", "auditor")
    office("staff", "disable", "sari")
    office("staff", "enable", "sari")
    office("staff", "password", "sari")
    office("department", "add", "Pajak", "rina")
    office("department", "leave", "Pajak", "rina")
    entries = kept()

    assert [act for act, _, _ in entries] == [
        "staff_add",
        "staff_add",
        "staff_role",
        "staff_disable",
        "staff_enable",
        "staff_password",
        "department_add",
        "department_join",
        "department_leave",
    ]
    assert all(by is None and detail["by"] for _, by, detail in entries)
    _, _, told = entries[2]
    assert (told["name"], told["before"], told["role"]) == ("sari", "agent", "auditor")
    assert office("audit", "verify").stdout.startswith("9 entries")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("staff role sarii auditor", "There is no account sarii. Did you mean sari?"),
        ("staff role sari boss", "The role must be one of agent, supervisor, admin, auditor"),
        ("staff role sari agent", "sari is agent already"),
        ("staff disable nobody", "There is no account nobody"),
        ("staff enable sari", "sari is not disabled"),
        ("staff add SARI", "There is an account named sari already"),
        ("staff add x", "A login name has 2 to 64"),
        ("staff add y@z --display-name \x07", "A display name has 1 to 120 letters"),
        ("department leave Pajak sari", "There is no department Pajak"),
        ("department add Pajak sary", "There is no account sary. Did you mean sari?"),
    ],
)
def test_what_cannot_be_is_said_in_one_line_and_nothing_is_kept(office, kept, words, said):
    refused = office(*words.split())

    assert refused.returncode == 2
    assert refused.stderr.startswith(f"loket: {said}")
    assert refused.stderr.count("\n") == 1
    assert len(kept()) == 2


def test_a_disabled_account_gets_no_link(office):
    office("staff", "disable", "sari")
    twice = office("staff", "disable", "sari")
    link = office("staff", "password", "sari")

    assert (twice.returncode, "already" in twice.stderr) == (2, True)
    assert (link.returncode, "loket staff enable sari" in link.stderr) == (2, True)


def test_a_link_leads_to_where_the_pages_are_reached(loket, monkeypatch):
    monkeypatch.setenv("LOKET_PUBLIC_URL", "https://loket.example.go.id")
    made = loket("staff", "add", "sari")

    assert "https://loket.example.go.id/password/" in made.stdout


def test_a_department_has_who_joined_and_not_who_left(office):
    added = office("department", "add", "Pajak", "sari", "rina", "sari")
    again = office("department", "add", "Pajak")
    left = office("department", "leave", "Pajak", "sari")

    assert added.stdout == again.stdout == "Pajak: rina, sari\n"
    assert left.stdout == office("department", "list").stdout == "Pajak: rina\n"
