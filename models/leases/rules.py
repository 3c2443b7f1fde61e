"""Who may take a lease: decided without a database."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Lease:
    """One row as it stands."""

    name: str
    fence: int
    """Rises whenever the lease changes hands: an old holder is known by it."""
    holder: str
    """Who it is, in words for the operator."""
    place: str
    """Where the holder's lock file is; only one living process can hold that lock."""
    ends_at_s: int
    """By the database's clock, seconds since 1970."""


def may_take(lease: Lease | None, *, place: str, now_s: int) -> bool:
    """Nobody has it, it ran out, or its holder is surely dead: the taker holds its very lock."""
    return lease is None or lease.ends_at_s <= now_s or lease.place == place
