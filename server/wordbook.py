"""The words of the office: for listening, and for saying the names of parts and services.

Besides names it holds what staff say that messages mean which the bot did not understand.
Kept in memory and read anew when the catalogue's change number has risen; it is looked at again
after a second at the earliest, since a name that is a second old harms nobody.
The index of some thousand parts takes the better part of a second, so it is made in a thread:
turns are taken with the old one until the new one is whole. Jobs look too, so that nobody's
first words after a quiet night are heard with yesterday's names.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from contextvars import Context
from typing import Any, NamedTuple

from dialogs.engine.phrases import LANGUAGES
from dialogs.listening.catalogue import Catalogue
from models.catalogue.services import ServiceWords, all_services
from models.catalogue.spare_parts import PartWords, all_parts, change_number
from models.unknown import services as unknown

logger = logging.getLogger(__name__)
LOOKED_AT_EVERY_MS = 1000
PART, SERVICE = "part", "service"


class Words(NamedTuple):
    """The names of one state of the catalogue."""

    catalogue: Catalogue
    """The index that messages are compared with."""
    called: Mapping[tuple[str, str], tuple[str, str]]
    """Kind and code -> name in each language."""


Index = Callable[[Sequence[PartWords], Sequence[ServiceWords]], Words]


def words_of(parts: Sequence[PartWords], services: Sequence[ServiceWords]) -> Words:
    """The names of these parts and services; it knows no others, and no database."""
    catalogue = Catalogue.of(
        {
            "parts": [_listed_part(part) for part in parts],
            "services": [_listed_service(service) for service in services],
        }
    )
    called = {
        **{(PART, part.sku): part.names for part in parts},
        **{(SERVICE, service.code): service.names for service in services},
    }
    return Words(catalogue, called)


class Wordbook:
    """The names of everything as they are known now."""

    def __init__(self, index: Index = words_of) -> None:
        """`index` runs in a thread; it may take its time."""
        self._index = index
        self._words = words_of((), ())
        self._number: int | None = None
        """The state of the catalogue that these words are of."""
        self._labels: Mapping[str, str] = {}
        self._label_number: int | None = None
        self._looked_at_ms: int | None = None
        self._renewal: asyncio.Task[None] | None = None

    @property
    def catalogue(self) -> Catalogue:
        return self._words.catalogue

    def name(self, kind: str, code: str, language: str) -> str | None:
        """How a part or a service is called: the `Names` of the dialogs."""
        called = self._words.called.get((kind, code))
        return called[LANGUAGES.index(language) if language in LANGUAGES else 0] if called else None

    def fill(self, parts: Sequence[PartWords], services: Sequence[ServiceWords]) -> None:
        """Know these and nothing else, at once."""
        self._use(self._index(parts, services))

    async def refresh(self, at_ms: int) -> None:
        """Look whether the catalogue, or the labels, have changed since they were read.

        The first reading is waited for; a later one goes on behind the turns, see `renewed`.
        """
        looked = self._looked_at_ms
        if looked is not None and 0 <= at_ms - looked < LOOKED_AT_EVERY_MS:
            return
        self._looked_at_ms = at_ms
        number = await change_number()
        if number != self._number and self._renewal is None:
            await self._renew(number)
        number = await unknown.change_number()
        if number != self._label_number:
            self._labels = self.catalogue.labelled = await unknown.followed()
            self._label_number = number

    async def renewed(self) -> None:
        """Return when no new index is being made."""
        if self._renewal is not None:
            await asyncio.wait([self._renewal])

    async def _renew(self, number: int) -> None:
        """Read here, where a transaction may be open; index outside of it, one at a time.

        What changes meanwhile is found by the look after the next second.
        """
        parts, services = await all_parts(), await all_services()
        if self._number is None:
            self._use(await asyncio.to_thread(self._index, parts, services), number)
            return
        making = self._make(parts, services, number)
        self._renewal = asyncio.get_running_loop().create_task(making, context=Context())

    async def _make(
        self, parts: Sequence[PartWords], services: Sequence[ServiceWords], number: int
    ) -> None:
        try:
            self._use(await asyncio.to_thread(self._index, parts, services), number)
        except Exception:
            logger.exception("the names could not be indexed; the old ones stay until the next try")
        finally:
            self._renewal = None

    def _use(self, words: Words, number: int | None = None) -> None:
        words.catalogue.labelled = self._labels
        self._words, self._number = words, number


def _listed_part(part: PartWords) -> dict[str, Any]:
    return {
        "sku": part.sku,
        "name": dict(zip(LANGUAGES, part.names, strict=True)),
        "family": part.family,
        "synonyms": part.synonyms,
    }


def _listed_service(service: ServiceWords) -> dict[str, Any]:
    return {"code": service.code, "name": dict(zip(LANGUAGES, service.names, strict=True))}
