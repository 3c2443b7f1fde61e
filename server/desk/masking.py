"""What auditors see of a desk: everything as it is, telephones and names only in part."""

import re
from collections.abc import Mapping
from typing import Any

_PHONE = re.compile(r"(?<![0-9A-Za-z])(\+?[0-9]{5,})([0-9]{3})(?![0-9A-Za-z])")
_AS_THEY_ARE = frozenset({"next", "client_key"})
"""Marks of programs, in which digits are no telephone."""
_OF_A_PERSON = ("speaker", "language")
"""What stands beside the name of a contact, and not beside that of a member of staff."""


def masked(told: Mapping[str, Any]) -> dict[str, Any]:
    """The same answer or event, with every telephone and every contact's name masked."""
    shown = {key: value if key in _AS_THEY_ARE else _masked(value) for key, value in told.items()}
    name = shown.get("name")
    if isinstance(name, str) and any(key in shown for key in _OF_A_PERSON):
        shown["name"] = " ".join(f"{word[0]}." for word in name.split())
    return shown


def _masked(value: Any) -> Any:
    if isinstance(value, str):
        return _PHONE.sub(lambda found: "*" * len(found[1]) + found[2], value)
    if isinstance(value, Mapping):
        return masked(value)
    if isinstance(value, (list, tuple)):
        return [_masked(each) for each in value]
    return value
