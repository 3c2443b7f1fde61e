"""The `loket` command as a stranger types it: what it prints, and how it fails."""

import json
import os
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.clients.schema import lay_schema
from tests.clients.server import ROOT


@pytest.fixture
def loket(fresh, tmp_path):
    """Runs a command in a folder that has a database already."""
    (tmp_path / "data").mkdir()
    lay_schema(tmp_path / "data" / "loket.sqlite3")
    return fresh


@pytest.fixture
def fresh(tmp_path):
    """Runs a command in an empty folder."""

    def run(*arguments, text=None, **settings):
        environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith("LOKET_")},
            "PYTHONPATH": str(ROOT),
            **{f"LOKET_{name.upper()}": str(value) for name, value in settings.items()},
        }
        return subprocess.run(  # noqa: S603 -- our own program
            [sys.executable, "-m", "server", *arguments],
            cwd=tmp_path,
            env=environment,
            input=text,
            capture_output=True,
            text=True,
            timeout=240,
            check=False,
        )

    return run


def test_a_fresh_folder_can_be_migrated_twice(fresh):
    assert [fresh("migrate").returncode for _ in range(2)] == [0, 0]


def test_several_processes_may_migrate_at_once(fresh):
    with ThreadPoolExecutor(3) as pool:
        codes = [run.returncode for run in pool.map(lambda _: fresh("migrate"), range(3))]

    assert codes == [0, 0, 0]


def test_a_member_of_staff_gets_a_one_time_link(loket):
    made = loket("staff", "add", "rina", "--role", "agent")
    again = loket("staff", "add", "rina")

    assert "/password/" in made.stdout
    assert (again.returncode, "already" in again.stderr) == (2, True)


def test_a_text_is_queued_and_stands_in_the_ledger(loket):
    assert loket("sms", "send", "0812-0000-0999", "Halo ya").returncode == 0
    ledger = json.loads(loket("export", "ledger", "-").stdout)
    (message,) = ledger["messages"]

    assert (message["chan"], message["dir"], message["body"]) == ("sms", "out", "Halo ya")
    assert (message["author"], message["status"]) == ("staff", "queued")


def test_the_log_tells_what_became_of_the_texts_and_not_what_they_say(loket):
    loket("sms", "send", "0812-0000-0999", "Rahasia", "--priority", "promotion")
    loket("sms", "send", "0812-0000-0888", "Halo")
    lines = loket("sms", "log").stdout.splitlines()
    (told,) = loket("sms", "log", "--json", "--number", "081200000999").stdout.splitlines()
    only = json.loads(told)

    assert ["+6281200000888" in lines[0], "+6281200000999" in lines[1]] == [True, True]
    assert "promotion  queued" in lines[1]
    assert (only["number"], only["stage"], only["parts"]) == ("+6281200000999", "queued", [])
    assert "Rahasia" not in told


def test_a_conversation_is_played_and_kept_as_a_transcript(loket, tmp_path):
    played = loket(
        "play",
        "track_case",
        "--language",
        "en",
        "--save",
        "talk.txt",
        text="LKT-2026-000123\n0123\n",
    )

    assert "Counter 2" in played.stdout.title()
    kept = (tmp_path / "talk.txt").read_text()
    assert kept.startswith("language: en\n")
    assert "? cases.find number=LKT-2026-000123 -> stage_only" in kept


def test_settings_are_shown_and_checked(loket):
    shown = loket("config", "show", port=1234, secret_key="x" * 40)

    assert "port = 1234" in shown.stdout
    assert "xxxx" not in shown.stdout
    assert loket("config", "check").returncode == 0


@pytest.mark.parametrize(
    ("arguments", "settings", "said"),
    [
        (["serve"], {"prot": 1}, "no setting of Loket"),
        (["serve"], {"database_url": "sqlite:///proc/nowhere/x.sqlite3"}, "database"),
        (["serve"], {"database_url": "mysql://x/y"}, "sqlite:// or postgres://"),
        (["demo", "--host", "192.0.2.1"], {}, "loopback"),
        (["sms", "send", "abc", "x"], {}, "no telephone number"),
        (["sms", "send", "08123", "x"], {}, "no telephone number"),
        (["sms", "send", "081200000999", " "], {}, "1 to"),
        (["sms", "log", "--last", "0"], {}, "--last is 1 to"),
        (["sms", "log", "--number", "budi"], {}, "no telephone number"),
        (["config", "check"], {"sms_routes": "0811=usb0"}, "is no route"),
        (["config", "check"], {"sms_pause_seconds": "8-3"}, "shorter time"),
        (["config", "check"], {"sms_pause_seconds": "soon"}, "a time, or a range"),
        (["config", "check"], {"sms_quiet_hours": "promotion=8pm"}, "quiet hours are written"),
        (["config", "check"], {"sms_quiet_hours": "advert=20:00-08:00"}, "classes are live"),
        (["config", "check"], {"sms_once_more": "codes"}, "classes are live"),
        (["config", "check"], {"smpp": "smpp://nobody@"}, "smpp:"),
        (["config", "check"], {"provider_file": "nowhere.toml"}, "provider_file nowhere.toml"),
        (["staff", "add", "a b<"], {}, "login name"),
        (["simulate-modem", "--link", "x", "--tcp", "1"], {}, "not both"),
        (["simulate-modem", "--tcp", "99999"], {}, "0 to 65535"),
        (["staff", "add", "x", "--role", "king"], {}, "role"),
        (["play", "nothing"], {}, "no dialog"),
        (["simulate-modem"], {}, "Say where"),
        (["export", "ledger", "no/such/folder/file"], {}, "file"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_plain_line(loket, arguments, settings, said):
    failed = loket(*arguments, **settings)

    assert failed.returncode == 2
    assert said in failed.stderr
    assert len(failed.stderr.strip().splitlines()) == 1


def test_a_port_in_use_is_said(loket):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        failed = loket("serve", port=taken.getsockname()[1])

    assert (failed.returncode, "port is in use" in failed.stderr) == (2, True)
