"""`make` tells what it can do, and the commands that people are told of are there."""

import re
import subprocess

import pytest

from tests.house.tracked import ROOT, texts

PROMISED = {
    "setup", "run", "demo", "demo-reset", "test", "check", "fmt", "lint", "types", "imports",
    "bench", "diagrams", "clean",
}  # fmt: skip
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGET = re.compile(r"^([a-z][a-z-]*):", re.MULTILINE)
TOLD = re.compile(r"^\s*make ([a-z][a-z-]+)|`make ([a-z][a-z-]+)`", re.MULTILINE)


@pytest.fixture(scope="module")
def listed() -> set[str]:
    """What a bare `make` shows."""
    shown = subprocess.run(
        ["make", "--no-print-directory"],  # noqa: S607 -- whichever make the tester uses
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return set(re.findall(r"^make ([a-z-]+) +\S", shown.stdout, re.MULTILINE))


def told(document: str) -> set[str]:
    """The targets that a document tells its reader to make."""
    return {line or inline for line, inline in TOLD.findall(document)}


def test_what_a_document_tells_is_read_out_of_it():
    assert {"run", "test", "locks"} == told("    make run  # starts\nmake test\nsee `make locks`.")
    assert set() == told("to make sure, make it so")


def test_make_alone_lists_every_target_and_each_is_written_once(listed):
    assert sorted(TARGET.findall(MAKEFILE)) == sorted(listed)


def test_the_promised_targets_are_there(listed):
    assert listed >= PROMISED


def test_no_target_is_taken_for_a_file(listed):
    phony = re.search(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)

    assert phony
    assert listed == set(phony[1].split())


def test_documents_tell_of_targets_that_are_there(listed):
    missing = {
        str(path): sorted(told(text) - listed)
        for path, text in texts("*.md", ".ci/run", "scripts/*", "*.py")
        if told(text) - listed
    }

    assert missing == {}
