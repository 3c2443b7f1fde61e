"""The longest real values that may stand in a text message, and where one may be longer."""

from collections.abc import Mapping

from models.terms.request import Fact

LONGEST: Mapping[str, Fact] = {
    "number": "LKT-2026-000123",
    "minutes": 60,
    "place": 999,
    "opens": "Rabu 30 September 08.00 WIB",
    "note": "Bisa diambil di loket 2 dengan membawa tanda terima.",
    "missing": "",
}
"""Codes (stage, service) take their longest phrase by themselves."""

EXCEPTED: Mapping[str, str] = {
    "track_case, told": "Notes and missing papers are free text of the office: all of it is told.",
}
"""Place -> why a message of more than one segment is right there."""
