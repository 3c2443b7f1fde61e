"""How an event is acknowledged that was not done, at every socket."""

from collections.abc import Mapping
from typing import Any

Ack = Mapping[str, Any]
WAIT_LEAST_SECONDS = 0.1


def refusal(code: str, message: str, **details: object) -> Ack:
    """The acknowledgement of something that was not done."""
    return {"ok": False, "error": {"code": code, "message": message, **details}}


def slow_down(wait: float) -> Ack:
    """A refusal for somebody who sends too fast; `wait` is in seconds."""
    retry_after = max(WAIT_LEAST_SECONDS, round(wait, 1))
    return refusal("slow_down", "Please write more slowly.", retry_after=retry_after)
