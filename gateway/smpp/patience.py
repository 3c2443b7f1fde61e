"""How long the gateway waits for a service centre, and how often it looks by itself. In seconds."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SmppPatience:
    """Longest waits and pauses; the timers of SMPP 3.4, 7.2."""

    connect: float = 10.0
    bind: float = 10.0
    submit: float = 30.0
    """After so long without an answer a text may or may not have left."""
    enquire: float = 10.0
    """A peer that leaves enquire_link unanswered so long is given up."""
    enquire_every: float = 30.0
    unbind: float = 2.0
    reconnect_first: float = 0.5
    reconnect_longest: float = 30.0
    """Doubled from the first to the longest while the service centre stays away."""
    refused: float = 60.0
    """Before the same name and password are tried again: some providers lock an account."""
    throttle_first: float = 1.0
    throttle_longest: float = 60.0
    """Doubled from the first to the longest while the service centre asks for slower sending."""
    copy: float = 600.0
    """How long after a lost connection the same text is taken for the same message."""
