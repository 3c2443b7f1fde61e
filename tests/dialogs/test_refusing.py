"""A broken script is refused before anybody talks to it: a plain line for each fault, and where."""

import re
import shutil
import subprocess
import sys

import pytest

from tests.house.tracked import ROOT

FLOW = "dialogs/flows/track_case.py"
PHRASES = "dialogs/phrases/counter.py"


@pytest.fixture
def copy(tmp_path):
    for room in ("dialogs", "models", "server", "gateway", "web_chat"):
        shutil.copytree(
            ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__", "data")
        )
    return tmp_path


def _break(copy, file, whole, broken):
    text = (copy / file).read_text(encoding="utf-8")
    assert whole in text
    (copy / file).write_text(text.replace(whole, broken, 1), encoding="utf-8")


def _started(copy, *command):
    ended = subprocess.run(  # noqa: S603 -- our own program
        [sys.executable, "-m", "server", *command],
        cwd=copy,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return ended.returncode, ended.stderr.splitlines()


def test_every_fault_is_told_at_once_with_its_line_and_no_traceback(copy):
    _break(copy, FLOW, 'stage_only="telling_stage"', 'stage_only="no_such_state"')
    _break(
        copy,
        PHRASES,
        '"also.choice.yes": Phrase(N_("Yes"))',
        '"also.choice.yes": Phrase(N_("Yup"))',
    )
    _break(
        copy,
        "dialogs/phrases/menu.py",
        '"menu.choice.track_case"',
        '"also.declined": Phrase(N_("All right.")),\n    "menu.choice.track_case"',
    )

    code, told = _started(copy, "play")

    assert code != 0
    assert all(line.startswith("loket: ") for line in told)
    places = [re.match(r"loket: (\S+\.py):([0-9]+): (.+)", line) for line in told]
    assert {(place[1], place[3]) for place in places if place} >= {
        (FLOW, "track_case, looking_up: there is no state no_such_state."),
        (FLOW, "track_case, telling_stage: nothing leads here."),
        (PHRASES, "The phrase also.choice.yes is not translated (id)."),
        (PHRASES, "The phrase also.declined is given twice."),
    }
    for place in places:
        line = (copy / place[1]).read_text(encoding="utf-8").splitlines()[int(place[2]) - 1]
        assert any(each in line for each in ('"looking_up"', "telling_stage", '"also.'))


def test_an_exit_that_no_service_takes_is_refused(copy):
    _break(copy, FLOW, 'stage_only="telling_stage"', 'stage_only="telling_stage", exploded="told"')

    code, told = _started(copy, "serve", "--port", "0")

    assert code != 0
    assert len(told) == 1
    assert re.fullmatch(
        rf"loket: {FLOW}:[0-9]+: track_case, looking_up: cases.find never answers exploded.",
        told[0],
    )


FEE = "dialogs/flows/fee.py"


@pytest.mark.parametrize(
    ("file", "change", "line", "told"),
    [
        (FEE, ("class Fee(Dialog):", "class Fee(Dialog)"), "class Fee", "expected ':'"),
        (FEE, ("import service\n", "import servis\n"), "servis", "ImportError: cannot import"),
        (FEE, ('"told", say=', '"told", sya='), "End(", "TypeError: End.__init__()"),
        (FEE, ("    script = (", "    other = ("), "class Fee", "AttributeError: type object"),
        ("dialogs/registry.py", ("import Fee", "import Free"), "Free", "ImportError: cannot"),
    ],
)
def test_a_dialog_that_is_no_sound_python_is_told_in_one_line(copy, file, change, line, told):
    _break(copy, file, *change)

    code, lines = _started(copy, "play")

    assert code == 2
    assert len(lines) == 1
    place = re.match(r"loket: (\S+\.py):([0-9]+): it cannot be loaded: (.+)", lines[0])
    assert place[1] == file
    assert line in (copy / file).read_text(encoding="utf-8").splitlines()[int(place[2]) - 1]
    assert place[3].startswith(told)


def test_what_is_broken_elsewhere_is_not_laid_on_a_dialog(copy):
    _break(copy, "models/terms/words.py", "def N_", "deff N_")

    code, lines = _started(copy, "play")

    assert code == 1
    assert lines[-1].startswith("SyntaxError")
