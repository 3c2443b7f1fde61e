"""A dialog is ready for whatever the services it asks may answer, or nothing starts."""

import pytest

from dialogs.engine.script import Dialog, Do, End
from dialogs.engine.soundness import BrokenDialogError
from dialogs.registry import counter
from server.answers import ANSWERS
from server.outcomes import check_outcomes, outcomes_of


def _asking(service, **outcomes):
    script = (Do("asking", service, **outcomes), End("done", say="track_case.finished"))
    return type("Sample", (Dialog,), {"name": "sample", "script": script})


def test_the_dialogs_of_the_office_are_ready_for_every_outcome():
    check_outcomes(counter.dialogs)


def test_outcomes_are_read_from_the_code_and_its_helpers():
    found = outcomes_of(ANSWERS)

    assert {"own", "stage_only", "missing", "locked"} == found["cases.find"]
    assert {"booked", "taken", "limit_reached", "too_late", "unknown_service"} == (
        found["queues.book"]
    )


@pytest.mark.parametrize(
    ("dialog", "told"),
    [
        (_asking("cases.prove", own="done"), "cases.prove may also answer locked"),
        (
            _asking(
                "cases.find",
                own="done",
                stage_only="done",
                missing="done",
                locked="done",
                odd="done",
            ),
            "sample, asking: cases.find never answers odd",
        ),
        (_asking("cases.dream", own="done"), "sample, asking: nobody answers cases.dream"),
    ],
)
def test_a_dialog_that_is_not_ready_is_refused(dialog, told):
    with pytest.raises(BrokenDialogError, match=told):
        check_outcomes([dialog])
