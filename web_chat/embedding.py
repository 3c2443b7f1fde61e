"""Which other sites may show the chat in their pages, and how that is said to browsers."""

import re
from collections.abc import Sequence

SITE = re.compile(r"https?://(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*(:([0-9]{1,5}|\*))?")
"""An origin as a page's policy may name it: CSP Level 3, 2.3.1 (host-source without a path)."""


def is_site(text: str) -> bool:
    """Whether this names a site: scheme and host, a port where it is not the usual one."""
    return SITE.fullmatch(text) is not None


def framed_by(sites: Sequence[str]) -> str:
    """What `frame-ancestors` of the embedded chat says; our own pages may always show it."""
    return " ".join(["'self'", *sites])
