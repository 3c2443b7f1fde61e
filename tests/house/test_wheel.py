"""The wheel holds all that the rooms hold, and nothing beside them."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.house.tracked import ROOMS, ROOT, tracked

BUILD = "import sys; from setuptools.build_meta import build_wheel; build_wheel(sys.argv[1])"
LEFT_OUT = {".gitignore", ".po"}
"""Not needed at run time; a catalogue's source may come along."""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names inside a wheel that is built from the tracked files alone."""
    source, built = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("built")
    for path in tracked(*ROOMS, "tests/__init__.py", "pyproject.toml", "README.md", "LICENSE"):
        (source / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / path, source / path)
    subprocess.run(  # noqa: S603 -- this very Python
        [sys.executable, "-c", BUILD, built], cwd=source, capture_output=True, check=True
    )
    with zipfile.ZipFile(next(built.glob("*.whl"))) as archive:
        return set(archive.namelist())


def test_every_file_of_the_rooms_is_in_the_wheel(wheel):
    needed = {path.as_posix() for path in tracked(*ROOMS) if not is_left_out(path)}

    assert needed
    assert sorted(needed - wheel) == []


def test_nothing_but_the_rooms_is_in_the_wheel(wheel):
    tops = {name.split("/")[0] for name in wheel}

    assert {top for top in tops if not top.endswith(".dist-info")} == set(ROOMS)


def test_the_licence_goes_with_the_wheel(wheel):
    assert [name for name in wheel if name.endswith("licenses/LICENSE")]


def is_left_out(path: Path) -> bool:
    return path.name in LEFT_OUT or path.suffix in LEFT_OUT
