"""Which modem a number goes by: an operator's own numbers are often cheaper by its own SIM."""

import re
from collections.abc import Iterable, Mapping, Sequence

_PREFIX = re.compile(r"\+[0-9]{1,14}")


class Routes:
    """Lines by the beginnings of the numbers they are preferred for."""

    def __init__(self, routes: Mapping[str, Sequence[str]] | None = None) -> None:
        """From a prefix such as +62811 to its lines; the longest prefix of a number counts."""
        self._routes = dict(routes or {})
        self._lengths = sorted({len(prefix) for prefix in self._routes}, reverse=True)

    def preferred(self, address: str, lines: Iterable[str]) -> Sequence[str]:
        """Those of `lines` that shall carry a number: the preferred ones, or all without any."""
        lines = list(lines)
        for length in self._lengths:
            if named := self._routes.get(address[:length]):
                return [line for line in lines if line in named] or lines
        return lines


def parse_routes(written: Iterable[str]) -> Mapping[str, Sequence[str]]:
    """From `+62811=/dev/ttyUSB0`, several lines for a prefix by repeating it. Raises ValueError."""
    routes: dict[str, list[str]] = {}
    for item in written:
        prefix, equals, line = (piece.strip() for piece in item.partition("="))
        if not (equals and line and _PREFIX.fullmatch(prefix)):
            raise ValueError(f"{item} is no route; one is written +62811=/dev/ttyUSB0")
        routes.setdefault(prefix, []).append(line)
    return routes
