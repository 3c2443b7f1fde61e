"""What a phrase is, and how its texts are marked for the catalogues."""

from typing import NamedTuple

SMS = "sms"
"""The gettext context of texts that are short enough for a text message."""


def NP_(context: str, text: str) -> str:  # noqa: ARG001, N802 -- gettext's own name for it
    """Mark a source text for the catalogue, apart from the same text in another context."""
    return text


class Phrase(NamedTuple):
    """A phrase for screens, and a shorter one for text messages where it is worth one."""

    rich: str
    terse: str | None = None
    """A choice whose short form is empty is a button only: no numbered line is spent on it."""
