"""Versions of the dialogs: stored at the start, and older ones known again."""

import logging

from dialogs.engine.counter import Counter
from dialogs.engine.keeping import UnknownEarError, as_text, from_text
from dialogs.engine.script import Dialog
from models.conversations import scripts
from models.db import transaction

logger = logging.getLogger(__name__)


async def keep_versions(counter: Counter, *, at_ms: int) -> None:
    """Store the present versions and let older talks be finished on theirs.

    One that needs a listener that is no more is left out: who stands there goes on in a state of
    the same name, or begins anew.
    """
    present = {dialog.version: dialog for dialog in counter.dialogs}
    bodies = {version: (each.name, as_text(each)) for version, each in present.items()}
    async with transaction():
        await scripts.keep(bodies, at_ms=at_ms)
        kept = await scripts.bodies()
    older: list[type[Dialog]] = []
    for version, body in kept.items():
        if version in present:
            continue
        try:
            older.append(from_text(body, counter.ears))
        except UnknownEarError as error:
            logger.warning("an old version cannot be held", extra={"reason": str(error)})
    counter.keep(older)
