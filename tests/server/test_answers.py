"""The services that dialogs ask: each has an answer."""

from dialogs.registry import counter
from server.answers import ANSWERS


def test_every_service_a_dialog_asks_is_answered():
    assert set(counter.services) <= set(ANSWERS)
