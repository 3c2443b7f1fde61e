"""The drawings in docs/dialogs are those of the scripts."""

from pathlib import Path

import pytest

from dialogs.engine.diagram import draw, main, page
from dialogs.registry import counter

FOLDER = Path(__file__).parents[2] / "docs" / "dialogs"


@pytest.mark.parametrize("dialog", counter.dialogs, ids=lambda dialog: dialog.name)
def test_the_drawing_is_fresh(dialog):
    drawn = (FOLDER / f"{dialog.name}.md").read_text(encoding="utf-8")

    assert page(dialog) == drawn, "run `make diagrams`"


def test_nothing_is_drawn_that_is_no_more():
    assert {path.stem for path in FOLDER.glob("[a-z]*.md")} == set(counter.by_name)


def test_every_state_and_exit_is_drawn():
    for dialog in counter.dialogs:
        drawn = draw(dialog)
        for step in dialog.script:
            assert f"    {step.name}: " in drawn
            for target in step.exits().values():
                assert f"    {step.name} --> {target}" in drawn


def test_a_folder_must_be_named(capsys):
    assert main([]) == 2
    assert capsys.readouterr().err.startswith("usage:")
