"""Files are examined one at a time, each in a process of its own that may be ended."""

import asyncio
import json
import logging
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from models.attachments.rules import KEPT_TYPES, FileRefusedError, FileType, Why

logger = logging.getLogger(__name__)
WITHIN_SECONDS = 20.0
HOUSE = Path(__file__).parent.parent
ANSWER_MOST = 4096


class Examined(NamedTuple):
    """What a file turned out to be."""

    type: FileType
    width: int | None
    height: int | None


class Examiner:
    """Writes the safe copy of a file; see `models.attachments.examining`."""

    def __init__(self) -> None:
        self._one_at_a_time = asyncio.Lock()

    async def examine(self, source: Path, target: Path) -> Examined:
        """Raises FileRefusedError; also for a file that takes too much time or memory."""
        async with self._one_at_a_time:
            told = await _ask(source, target)
        if told is None:
            raise FileRefusedError(Why.DAMAGED)
        if "why" in told:
            raise FileRefusedError(Why(told["why"]))
        return Examined(KEPT_TYPES[told["type"]], told["width"], told["height"])


async def _ask(source: Path, target: Path) -> dict[str, Any] | None:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "models.attachments.examining", str(source), str(target)),
        cwd=HOUSE,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        async with asyncio.timeout(WITHIN_SECONDS):
            answer, _ = await process.communicate()
    except TimeoutError:
        logger.warning("a file took too long to be examined")
        return None
    finally:
        if process.returncode is None:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()
    if process.returncode != 0 or len(answer) > ANSWER_MOST:
        logger.warning("a file broke what examined it", extra={"code": process.returncode})
        return None
    told: dict[str, Any] = json.loads(answer)
    return told
