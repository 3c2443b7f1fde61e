"""The services that dialogs ask: each has an answer, and no answer is asked by nobody."""

from dialogs.registry import counter
from server.answers import ANSWERS


def test_every_service_a_dialog_asks_is_answered_and_no_other():
    assert set(counter.services) == set(ANSWERS)
