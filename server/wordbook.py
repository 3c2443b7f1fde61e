"""The words of the office: for listening, and for saying the names of parts and services.

Besides names it holds what staff say that messages mean which the bot did not understand.
Kept in memory and read anew when the catalogue's change number has risen; it is looked at again
after a second at the earliest, since a name that is a second old harms nobody.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from dialogs.listening.catalogue import Catalogue
from models.catalogue.services import ServiceWords, all_services
from models.catalogue.spare_parts import PartWords, all_parts, change_number
from models.unknown import services as unknown

LOOKED_AT_EVERY_MS = 1000
LANGUAGES = ("id", "en")

PART, SERVICE = "part", "service"


class Wordbook:
    """The names of everything, and the index that messages are compared with."""

    def __init__(self) -> None:
        self.catalogue = Catalogue.of({})
        self._called: Mapping[tuple[str, str], tuple[str, str]] = {}
        self._number: int | None = None
        self._labels: Mapping[str, str] = {}
        self._label_number: int | None = None
        self._looked_at_ms: int | None = None

    def name(self, kind: str, code: str, language: str) -> str | None:
        """How a part or a service is called: the `Names` of the dialogs."""
        called = self._called.get((kind, code))
        return called[LANGUAGES.index(language) if language in LANGUAGES else 0] if called else None

    def fill(self, parts: Sequence[PartWords], services: Sequence[ServiceWords]) -> None:
        """Know these and nothing else."""
        self.catalogue = Catalogue.of(
            {
                "parts": [_listed_part(part) for part in parts],
                "services": [_listed_service(service) for service in services],
            }
        )
        self.catalogue.labelled = self._labels
        self._called = {
            **{(PART, part.sku): part.names for part in parts},
            **{(SERVICE, service.code): service.names for service in services},
        }

    async def refresh(self, at_ms: int) -> None:
        """Read the catalogue, or the labels, when they have changed since they were read."""
        looked = self._looked_at_ms
        if looked is not None and 0 <= at_ms - looked < LOOKED_AT_EVERY_MS:
            return
        number = await change_number()
        if number != self._number:
            self.fill(await all_parts(), await all_services())
            self._number = number
        number = await unknown.change_number()
        if number != self._label_number:
            self._labels = self.catalogue.labelled = await unknown.followed()
            self._label_number = number
        self._looked_at_ms = at_ms


def _listed_part(part: PartWords) -> dict[str, Any]:
    return {
        "sku": part.sku,
        "name": dict(zip(LANGUAGES, part.names, strict=True)),
        "family": part.family,
        "synonyms": part.synonyms,
    }


def _listed_service(service: ServiceWords) -> dict[str, Any]:
    return {"code": service.code, "name": dict(zip(LANGUAGES, service.names, strict=True))}
