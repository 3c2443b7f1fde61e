"""Where modems may be plugged in on this machine, and who has such a port open.

Source: proc(5), /proc/locks (the lock's owner, and device and inode of the file).
"""

import glob
import os
from collections.abc import Sequence
from pathlib import Path

PATTERNS = ("/dev/serial/by-id/*", "/dev/ttyUSB*", "/dev/ttyACM*")
"""In order of liking: a name that does not change when others are plugged in comes first."""
MOST = 64
_LOCKS = Path("/proc/locks")


def candidates(patterns: Sequence[str] = PATTERNS) -> Sequence[str]:
    """Each port once, under the best of its names."""
    found: dict[str, str] = {}
    for pattern in patterns:
        for path in sorted(glob.glob(pattern)):  # noqa: PTH207 - patterns are absolute
            found.setdefault(port_of(path), path)
    return tuple(found.values())[:MOST]


def exists(path: str) -> bool:
    return os.path.exists(path)  # noqa: PTH110 - names are texts here, as operators write them


def port_of(path: str) -> str:
    """The port behind a name: two names of one port have the same."""
    return os.path.realpath(path)


def holder_of(path: str, *, locks: Path = _LOCKS) -> str | None:
    """The program that has locked a port, as `name (process 123)`; None when nobody says."""
    try:
        place = Path(path).stat()
        held = locks.read_text(encoding="ascii", errors="replace")
    except OSError:
        return None
    where = f"{os.major(place.st_dev):02x}:{os.minor(place.st_dev):02x}:{place.st_ino}"
    for line in held.splitlines():
        fields = line.split()
        if "FLOCK" in fields and where in fields:
            return _program(fields[fields.index(where) - 1])
    return None


def _program(process: str) -> str | None:
    try:
        words = Path(f"/proc/{int(process)}/cmdline").read_bytes().split(b"\0")
    except (OSError, ValueError):
        return None
    names = [Path(word.decode("utf-8", "replace")).name for word in words[:3] if word]
    name = "loket" if "loket" in names or b"server" in words[:4] else (names or ["a program"])[0]
    return f"{name} (process {process})"
