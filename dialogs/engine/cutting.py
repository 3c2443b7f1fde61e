"""Where a message may be cut into two requests: `CEK LKT-2026-000123 DAN ANTRI KTP BESOK`."""

import re
from collections.abc import Iterator

CUTS_MOST = 4
_JOINERS = (
    r"(?:DAN|SAMA|TERUS|TRUS|LALU|SEKALIAN|KEMUDIAN|HABIS ITU|SETELAH ITU|JUGA|SERTA"
    r"|AND|ALSO|THEN|PLUS|AFTER THAT)"
)
_CUT = re.compile(
    rf"(?:\s*[.!?;\n]+\s+|,\s+|\s+&\s+|\s+(?={_JOINERS}\s))(?:(?:{_JOINERS}|&)\s+)*",
    re.IGNORECASE,
)
"""At a stop or a comma, or before a word that joins; the joining words belong to neither half."""
_SAYS_SOMETHING = re.compile(r"[^\W_].*[^\W_]", re.DOTALL)


def halves(text: str) -> Iterator[tuple[str, str]]:
    """The two sides of each place where a message may be cut, the first cut first."""
    for count, found in enumerate(_CUT.finditer(text)):
        before, after = text[: found.start()], text[found.end() :]
        if count == CUTS_MOST:
            return
        if _SAYS_SOMETHING.search(before) and _SAYS_SOMETHING.search(after):
            yield before, after
