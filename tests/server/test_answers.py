"""The services that dialogs ask: each has an answer, and stands where authors look for it."""

import importlib
import pkgutil
import re

import pytest

from dialogs.registry import counter
from server import answering
from server.answers import ANSWERS

MODULES = [
    module
    for found in pkgutil.iter_modules(answering.__path__, f"{answering.__name__}.")
    if hasattr(module := importlib.import_module(found.name), "ANSWERS")
]


def test_every_service_a_dialog_asks_is_answered():
    assert set(counter.services) <= set(ANSWERS)


def test_no_module_takes_an_answer_from_another_nor_is_left_out():
    served = [service for module in MODULES for service in module.ANSWERS]

    assert sorted(served) == sorted(ANSWERS)


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_every_answer_stands_in_the_list_that_authors_read(module):
    listed = re.findall(r"^- `([\w.]+)`", module.__doc__, re.MULTILINE)

    assert sorted(module.ANSWERS) == sorted(listed)
