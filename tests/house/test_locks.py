"""What is installed is named to the byte, fits pyproject.toml and has no known hole."""

import json
import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.house.tracked import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = ("run", "dev", "fuzz", "node")
PIN = re.compile(r"^(?P<name>[a-z0-9][a-z0-9-]*)==(?P<version>[^ ;]+)(?: ; [^\\]+)? \\$")
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}(?: \\)?$")
FLOORS = {
    "aiohttp": "3.14.4",
    "jinja2": "3.1.6",
    "python-socketio": "5.16.4",
    "tortoise-orm": "1.1.9",
}
"""Older releases have known security holes."""


def lock(name: str) -> str:
    return (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")


def pins(text: str) -> dict[str, Version]:
    found = (PIN.match(line) for line in text.splitlines())
    return {pin["name"]: Version(pin["version"]) for pin in found if pin}


def breaches(text: str) -> list[str]:
    """Lines that are neither a pin nor a hash, and pins that no hash follows."""
    wrong = []
    last = ""
    for line in [*text.splitlines(), "end==0 \\"]:
        if PIN.match(line):
            wrong += [last] if PIN.match(last) else []
        elif not HASH.match(line):
            wrong.append(line)
        last = line
    return wrong


def unmet(required: list[str], locked: dict[str, Version]) -> list[str]:
    """The requirements that a lock forgot or answers with an unfit version."""
    wanted = [Requirement(text) for text in required]
    return [
        str(want)
        for want in wanted
        if canonicalize_name(want.name) not in locked
        or not want.specifier.contains(locked[canonicalize_name(want.name)])
    ]


def below_floor(locked: dict[str, Version]) -> list[str]:
    return [name for name, floor in FLOORS.items() if locked[name] < Version(floor)]


SOUND = "htm==3.1 ; python_version < '4' \\\n    --hash=sha256:" + "0" * 64


@pytest.mark.parametrize(
    "spoilt",
    [
        "--index-url https://example.org/simple\n" + SOUND,
        "htm==3.1\n" + SOUND,
        "htm==3.1 \\\n" + SOUND,
        "htm>=3.1 \\\n    --hash=sha256:" + "0" * 64,
        "htm @ https://example.org/htm.whl\n" + SOUND,
        SOUND[:-1],
        SOUND + "\nother==1 \\",
        SOUND + "\n    # via https://example.org",
    ],
)
def test_a_spoilt_lock_is_seen(spoilt):
    assert breaches(SOUND) == []
    assert breaches(spoilt) != []


def test_a_forgotten_or_unfit_pin_is_seen():
    locked = {"aiohttp": Version("3.14.3"), "six": Version("1")}

    assert unmet(["aiohttp>=3.14.4", "Six>=1", "htm"], locked) == ["aiohttp>=3.14.4", "htm"]


def test_an_old_release_is_seen():
    locked = {name: Version(floor) for name, floor in FLOORS.items()}

    assert below_floor(locked) == []
    assert below_floor({**locked, "aiohttp": Version("3.14.3")}) == ["aiohttp"]


@pytest.mark.parametrize("name", LOCKS)
def test_every_pin_has_its_hashes_and_nothing_else_stands_there(name):
    assert breaches(lock(name)) == []
    assert pins(lock(name))


@pytest.mark.parametrize("name", ["run", "dev", "fuzz"])
def test_no_pin_is_below_its_security_floor(name):
    assert below_floor(pins(lock(name))) == []


def test_pyproject_allows_nothing_below_a_security_floor():
    required = {canonicalize_name(r.name): r for r in map(Requirement, dependencies())}
    allowed = [
        name for name, floor in FLOORS.items() if not is_least(required[name], Version(floor))
    ]

    assert allowed == []


def is_least(requirement: Requirement, floor: Version) -> bool:
    least = [Version(s.version) for s in requirement.specifier if s.operator == ">="]
    return bool(least) and max(least) >= floor


def dependencies() -> list[str]:
    return PROJECT["project"]["dependencies"]


@pytest.mark.parametrize(
    ("name", "groups", "extras"),
    [
        ("run", ["install"], []),
        ("dev", ["install", "dev"], ["postgres", "cluster"]),
        ("fuzz", ["install", "dev", "fuzz"], ["postgres", "cluster"]),
    ],
)
def test_the_locks_answer_pyproject(name, groups, extras):
    required = [
        *dependencies(),
        *(text for group in groups for text in PROJECT["dependency-groups"][group]),
        *(text for extra in extras for text in PROJECT["project"]["optional-dependencies"][extra]),
    ]

    assert unmet(required, pins(lock(name))) == [], "run `make locks`"


def test_tests_run_on_the_versions_that_are_shipped():
    shipped, tested = pins(lock("run")), pins(lock("dev"))

    assert shipped == {name: tested.get(name) for name in shipped}


def test_the_browser_modules_are_locked_by_hash_without_an_address():
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    fetched = {name: entry for name, entry in packages.items() if name}

    assert fetched
    assert [name for name, entry in fetched.items() if "resolved" in entry] == []
    assert [name for name, entry in fetched.items() if "integrity" not in entry] == []
