"""`loket pdu` as a stranger types it: PDUs read and written without a modem."""

import io
import json
import sys

import pytest

from server.__main__ import main
from server.commands.pdus import LONGEST_LINE

OURS = "07912618010000F0040D91261832547698F00000621142610000820CC3E212B441C53629D0A60C"
FLASH_PART = "00440D91261832547698F00010621142610000820805000307020141"
REPORT = "0006090D91261832547698F0621142610000826211426110008200"
PUSH = "00440D91261832547698F000F562114261000082100605040B8423F0010603BEAF848C8298"


@pytest.fixture
def decode(capsys, monkeypatch):
    """Runs `loket pdu decode` on lines."""

    def run(*lines, options=()):
        given = io.TextIOWrapper(io.BytesIO("\n".join(lines).encode()))
        monkeypatch.setattr(sys, "stdin", given)
        assert main(["pdu", "decode", *options]) == 0
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return run


@pytest.fixture
def encode(capsys):
    """Runs `loket pdu encode`."""

    def run(*arguments):
        assert main(["pdu", "encode", *arguments]) == 0
        return json.loads(capsys.readouterr().out)

    return run


def test_a_deliver_is_told_as_json(decode):
    (told,) = decode(OURS)

    assert told == {
        "kind": "deliver",
        "number": "+6281234567890",
        "text": "CEK {1} €",
        "time": "2026-11-24T16:00:00+07:00",
        "smsc": "+62811000000",
        "concat": None,
        "what": "text",
        "msgclass": None,
        "coding": 0,
        "protocol": 0,
    }


def test_a_part_says_where_it_stands(decode):
    (told,) = decode(FLASH_PART)

    assert told["concat"] == {"reference": 7, "total": 2, "part": 1}
    assert (told["text"], told["what"], told["msgclass"]) == (" ", "flash", 0)


def test_a_report_and_a_push_are_known(decode):
    report, push = decode(REPORT, PUSH)

    assert (report["kind"], report["reference"], report["status"]) == ("status-report", 9, 0)
    assert report["discharge"] == "2026-11-24T16:01:00+07:00"
    assert (push["what"], push["text"], push["data"]) == ("mms", None, "010603BEAF848C8298")


def test_what_is_no_pdu_is_an_error_and_the_next_line_is_read(decode):
    told = decode("zz", "", "   ", "0", "00 44 0D", "0" * 5000, " 00" * LONGEST_LINE, "é", OURS)

    assert [("error" in line) for line in told] == [True] * 6 + [False]


def test_a_line_may_have_blanks_and_small_letters(decode):
    spaced = " ".join(OURS[at : at + 2].lower() for at in range(0, len(OURS), 2))

    assert decode(f"  {spaced}\t\r") == decode(OURS)


@pytest.mark.parametrize("kind", ["submit", "status"])
def test_a_kind_can_be_forced(decode, kind):
    (told,) = decode(OURS, options=[f"--{kind}"])

    assert told == {"error": "another type of message"}


def test_a_text_becomes_pdus_that_read_back(encode, decode):
    text = "Berkas Šiti siap. " * 12
    written = encode("+62 812-3456-7890", text, "--reference", "7", "--validity", "90")
    told = decode(*written["pdus"], options=["--submit"])

    assert written["segments"] == len(written["pdus"]) == 4
    assert written["lengths"] == [len(pdu) // 2 - 1 for pdu in written["pdus"]]
    assert "".join(part["text"] for part in told) == text
    assert {part["number"] for part in told} == {"+6281234567890"}
    assert {part["vp_minutes"] for part in told} == {90}
    assert [part["concat"]["part"] for part in told] == [1, 2, 3, 4]
    assert all(part["srr"] for part in told)


def test_a_torn_pair_is_shown_as_lost(decode):
    (told,) = decode("00040D91261832547698F000086211426100008202D83D")

    assert told["text"] == "\ufffd"


@pytest.mark.parametrize(
    "arguments",
    [
        ("0812x", "halo"),
        ("", "halo"),
        ("0" * 21, "halo"),
        ("+62812", "a" * 60_000),
        ("+62812", "halo", "--validity", "0"),
        ("+62812", "a" * 161, "--reference", "256"),
    ],
)
def test_what_cannot_be_sent_is_said(capsys, arguments):
    assert main(["pdu", "encode", *arguments]) == 2
    assert capsys.readouterr().err.startswith("loket: ")
