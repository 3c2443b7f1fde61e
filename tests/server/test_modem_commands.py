"""`loket modem`: what a person at the terminal is told of modems."""

import json
import os
import subprocess
import sys

import pytest

from tests.clients.server import ROOT

IMEI = "356938035643809"


@pytest.fixture
def environment():
    kept = {k: v for k, v in os.environ.items() if not k.startswith("LOKET_")}
    return {**kept, "PYTHONPATH": str(ROOT)}


@pytest.fixture
def loket(tmp_path, environment):
    """Runs a command to its end."""

    def run(*arguments, **settings):
        named = {f"LOKET_{name.upper()}": str(value) for name, value in settings.items()}
        return subprocess.run(  # noqa: S603 -- our own program
            [sys.executable, "-m", "server", *arguments],
            cwd=tmp_path,
            env=environment | named,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    return run


@pytest.fixture
def running(tmp_path, environment):
    """Starts a command and gives its first line; all are ended afterwards."""
    processes = []

    def run(*arguments, **settings):
        named = {f"LOKET_{name.upper()}": str(value) for name, value in settings.items()}
        process = subprocess.Popen(  # noqa: S603 -- our own program
            [sys.executable, "-m", "server", *arguments],
            cwd=tmp_path,
            env=environment | named,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        processes.append(process)
        return process

    yield run
    for process in reversed(processes):
        process.terminate()
        process.wait(timeout=20)
        process.stdout.close()


@pytest.fixture
def modem(tmp_path, running):
    """The path of a simulated modem in a process of its own."""
    path = tmp_path / "modem"
    assert "simulated modem" in running("simulate-modem", "--link", str(path)).stdout.readline()
    return str(path)


def test_a_modem_is_probed(loket, modem):
    asked = loket("modem", "probe", modem)
    told = loket("modem", "probe", modem, "--json")

    assert asked.returncode == 0
    for said in ("Simulated GSM modem", IMEI, "READY", "registered  Loket", "68 %", "0 of 50"):
        assert said in asked.stdout
    found = json.loads(told.stdout)
    assert (found["imei"], found["sim"], found["signal_percent"]) == (IMEI, "READY", 68)
    assert found["iccid"] == "...0001"


def test_every_port_is_listed_with_what_answers_there(loket, modem):
    listed = loket("modem", "list", modems=f"{modem},/dev/there-is-none")
    told = json.loads(loket("modem", "list", "--json", modems=modem).stdout)

    assert f"{modem}  Loket Simulated GSM modem, SIM READY, registered (Loket)" in listed.stdout
    assert "/dev/there-is-none  there is no such device" in listed.stdout
    assert "(in the settings)" in listed.stdout
    assert next(look for look in told if look["address"] == modem)["in_settings"]


def test_the_balance_is_asked(loket, modem):
    by_path = loket("modem", "ussd", "*888#", "--modem", modem)
    by_settings = loket("modem", "ussd", "*123#", modems=modem)

    assert by_path.stdout.startswith("Pulsa Anda Rp25.000")
    assert "Cek pulsa" in by_settings.stdout
    assert "menu" in by_settings.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("ussd", "888"), "begins with * or #"),
        (("ussd", '*888#";AT'), "begins with * or #"),
        (("ussd", "*888#"), "say which: --modem"),
        (("probe", "/dev/there-is-none"), "no such device"),
        (("probe", "/dev/null"), "no serial port"),
        (("probe", "socket://127.0.0.1:1"), "nothing listens"),
    ],
)
def test_what_cannot_be_asked_is_said_in_one_sentence(loket, arguments, said):
    failed = loket("modem", *arguments)

    assert failed.returncode == 2
    assert said in failed.stderr
    assert failed.stderr.count("\n") == 1


def test_the_office_that_holds_the_modem_is_named(loket, running, modem):
    office = running("serve", "--only", "gateway", modems=modem, log_level="info")
    for line in office.stdout:
        if "is ready" in line:
            break

    probed = loket("modem", "probe", modem)
    asked = loket("modem", "ussd", "*888#", "--modem", modem)
    listed = None
    for _ in range(10):  # the office writes it down within a second
        listed = loket("modem", "list", modems=modem)
        if "says of it" in listed.stdout:
            break

    for failed in (probed, asked):
        assert failed.returncode == 2
        assert f"in use by loket (process {office.pid})" in failed.stderr
    assert f"in use by loket (process {office.pid}), which says of it: ready" in listed.stdout
