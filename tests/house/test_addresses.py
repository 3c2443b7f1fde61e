"""No file names one machine's folders or a package registry: clones live elsewhere."""

import re

import pytest

from tests.house.tracked import texts

HOSTS = re.compile(r"(pypi|pythonhosted|npmjs|debian)[.](org|com|net)")
FOLDERS = re.compile(r"""(^|["'` =:(])/(work|tmp|root|home)/""")


def breaches(text: str) -> list[str]:
    """The lines that tie a text to one machine or one registry."""
    return [line for line in text.splitlines() if HOSTS.search(line) or FOLDERS.search(line)]


@pytest.mark.parametrize(
    "line",
    [
        "resolved: https://registry.{npmjs}.org/htm/-/htm-3.1.1.tgz",
        "--index-url https://{pypi}.org/simple",
        "https://files.{pythonhosted}.org/packages/x.whl",
        "deb http://deb.{debian}.org/debian bookworm main",
        "cwd = '/{work}/main'",
        "/{home}/sari/loket",
        "LOG=/{tmp}/loket.log",
        "(/{root}/.cache)",
    ],
)
def test_a_tied_line_is_seen(line):
    line = line.replace("{", "").replace("}", "")

    assert breaches(f"first\n{line}\nlast") == [line]


@pytest.mark.parametrize(
    "line",
    ["npm ci", "works on Debian", "a/work/b", "/workers/", "https://www.apache.org/licenses/"],
)
def test_an_innocent_line_is_left_alone(line):
    assert breaches(line) == []


def test_no_file_is_tied_to_a_machine_or_a_registry():
    found = {str(path): breaches(text)[:3] for path, text in texts() if breaches(text)}

    assert found == {}
