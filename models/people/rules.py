"""Roles, passwords and how guessing at a login is slowed, decided without a database."""

from enum import StrEnum

from models.terms.words import N_

PASSWORD_SHORTEST = 10
PASSWORD_LONGEST = 256
COMMON_PASSWORDS = frozenset(
    {
        "password",
        "password12",
        "password123",
        "1234567890",
        "qwertyuiop",
        "rahasia123",
        "bismillah1",
    }
)
SLOWED_AFTER = 5
"""Wrong passwords for one name from one place within the hour."""
SLOWED_WITHIN_SECONDS = 3600
SLOWED_SECONDS = 30


class AgentsSee(StrEnum):
    """Which threads an agent sees at the desk."""

    ALL = "all"
    DEPARTMENT = "department"
    """Those of their departments, their own, and those that no department has."""


class Role(StrEnum):
    """What a member of staff may do; see the table in promises and docs."""

    AGENT = "agent"
    SUPERVISOR = "supervisor"
    ADMIN = "admin"
    AUDITOR = "auditor"
    """May look, may not write."""

    @property
    def may_answer(self) -> bool:
        """Whether threads may be taken and answered."""
        return self is not Role.AUDITOR

    @property
    def may_supervise(self) -> bool:
        """Whether others' threads may be given away, and everybody's load be seen."""
        return self in (Role.SUPERVISOR, Role.ADMIN)

    @property
    def sees_all_departments(self) -> bool:
        """Whether the threads of other departments are seen where departments work apart."""
        return self is not Role.AGENT

    @property
    def may_unseal(self) -> bool:
        """Whether a whole identity number may be read, for a reason."""
        return self in (Role.AGENT, Role.SUPERVISOR)

    @property
    def sees_masked(self) -> bool:
        """Whether telephones and names of contacts are shown only in part."""
        return self is Role.AUDITOR

    @property
    def may_audit(self) -> bool:
        """Whether the list of what was done may be read."""
        return self is not Role.AGENT


def password_fault(password: str, *, name: str) -> str | None:
    """Why a password is refused, as a plain sentence, or None; any character is allowed."""
    if len(password) < PASSWORD_SHORTEST:
        return N_("A password needs at least 10 characters.")
    if len(password) > PASSWORD_LONGEST:
        return N_("A password may have at most 256 characters.")
    if password.casefold() in COMMON_PASSWORDS:
        return N_("This password is among the first that are guessed.")
    if name and name.casefold() in password.casefold():
        return N_("A password may not hold the login name.")
    return None


def slowed_for(wrong: int, *, seconds_since_last: float) -> int:
    """Seconds to wait before the next try; 0 when there is no need to."""
    if wrong < SLOWED_AFTER:
        return 0
    return max(0, int(SLOWED_SECONDS - seconds_since_last))
