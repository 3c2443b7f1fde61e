"""The files that a clone of the project holds: what git tracks or is about to."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("server", "web_chat", "gateway", "dialogs", "models")


def tracked(*patterns: str) -> list[Path]:
    """Paths from the project's root; all files where no pattern is given."""
    listed = subprocess.run(  # noqa: S603 -- patterns come from the tests beside this
        ["git", "ls-files", "-z", *patterns],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    paths = [Path(name) for name in listed.stdout.split("\0") if name]
    return [path for path in paths if (ROOT / path).is_file()]


def texts(*patterns: str) -> Iterator[tuple[Path, str]]:
    """Each tracked text file with its content."""
    for path in tracked(*patterns):
        content = (ROOT / path).read_bytes()
        if b"\0" not in content:
            yield path, content.decode()
