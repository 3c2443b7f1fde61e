"""Packs the browser's files into one folder, under names that change with their content.

Nothing is bundled and no code is changed: modules import each other by bare names, and what
stands in the manifest is enough to write the import map of each page. Only our own comments and
indentation stay at home, line for line, so that a line number in a browser is one of the source.
"""

import gzip
import hashlib
import json
import os
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from web_chat.modules import phrases_module, slim

HERE = Path(__file__).parent
ROOT = HERE.parent
MANIFEST = "manifest.json"
LANGUAGES = ("id", "en")
OWN = "loket/"
"""What the import names of our own modules begin with; the rest is their file name."""
CATALOGUE = "catalogue.js"
HASH_LENGTH = 10
SMALLEST_ZIPPED = 512
ASKED_FOR = re.compile(rb"""\bimport\(\s*["']([^"']+)["']""")
"""A module that is fetched only when it is needed."""
IMPORTED = re.compile(rb"""(?:\bfrom|\bimport)\s*["']([^"']+)["']""")


class AssetsError(Exception):
    """The assets are not there or cannot be made; the text says what to do."""


@dataclass(frozen=True, slots=True)
class Sources:
    """Where everything comes from."""

    own: Sequence[Path] = (HERE / "static", ROOT / "server" / "static")
    """A file's name, such as chat/main.js, is its path inside one of these folders."""
    packages: Path = ROOT / "node_modules"
    vendor: Path = HERE / "vendor.toml"
    locale: Path = HERE / "locale"

    def files(self) -> Iterator[tuple[str, Path]]:
        for folder in self.own:
            for path in sorted(folder.rglob("*")):
                if path.is_file():
                    yield path.relative_to(folder).as_posix(), path

    def are_newer_than(self, manifest: Path) -> bool:
        packed_at = manifest.stat().st_mtime
        watched = [self.vendor, *self.locale.rglob("*.po"), *(path for _, path in self.files())]
        return any(path.stat().st_mtime > packed_at for path in watched)


def pack(folder: Path, sources: Sources) -> None:
    """Write every file anew beside what is there, so that running servers keep theirs.

    Raises AssetsError when the npm packages are not installed or a module imports the unknown.
    """
    if not sources.packages.exists():
        raise AssetsError("The browser's packages are missing: run make setup.")
    folder.mkdir(exist_ok=True)
    modules = _own_modules(sources) | _vendor_modules(sources)
    imports = {name: _named(IMPORTED, name, modules) for name in modules}
    later = {name: _named(ASKED_FOR, name, modules) for name in modules}
    both = {name: [*imports[name], *later[name]] for name in modules}
    pages = [name for name in modules if name.startswith(OWN) and name.endswith("/main.js")]
    catalogues = {
        catalogue_of(page, language): phrases_module(
            language, sources.locale, [modules[name] for name in reached(page, both)]
        )
        for page in pages
        for language in LANGUAGES
    }
    told = {
        "files": {name: _put(folder, name, path.read_bytes()) for name, path in sources.files()},
        "modules": {
            name: _put(folder, f"{name.removesuffix('.js')}.js", content)
            for name, content in (modules | catalogues).items()
        },
        "imports": imports,
        "later": {name: found for name, found in later.items() if found},
    }
    _write(folder / MANIFEST, json.dumps(told, indent=1, sort_keys=True).encode())


def catalogue_of(page: str, language: str) -> str:
    """What the page of a main module gets in the place of loket/catalogue.js."""
    return f"{page.removesuffix('main.js')}{language}/{CATALOGUE}"


def reached(main: str, imports: Mapping[str, Sequence[str]]) -> list[str]:
    """A module and all that it imports, directly or not."""
    found = [main]
    for name in found:
        found += [other for other in imports[name] if other not in found]
    return found


def _own_modules(sources: Sources) -> dict[str, bytes]:
    return {
        OWN + name: slim(path.read_text(encoding="utf-8")).encode()
        for name, path in sources.files()
        if name.endswith(".js")
    }


def _vendor_modules(sources: Sources) -> dict[str, bytes]:
    listed = tomllib.loads(sources.vendor.read_text(encoding="utf-8"))["imports"]
    return {name: (sources.packages / file).read_bytes() for name, file in listed.items()}


def _named(kind: re.Pattern[bytes], name: str, known: Mapping[str, bytes]) -> list[str]:
    """The modules whose names stand in a module's imports of a kind."""
    found = [match.decode() for match in kind.findall(known[name])]
    missing = [other for other in found if other not in known]
    if missing and name.startswith(OWN):
        raise AssetsError(f"{name} imports {missing[0]}, which is not there.")
    return [other for other in dict.fromkeys(found) if other in known]


def _put(folder: Path, name: str, content: bytes) -> str:
    """Write one file, and its zipped twin where that is smaller; its new name."""
    digest = hashlib.sha256(content).hexdigest()[:HASH_LENGTH]
    stem, dot, ending = name.removeprefix(OWN).replace("/", "-").rpartition(".")
    file = f"{stem}.{digest}{dot}{ending}"
    _write(folder / file, content)
    if len(content) >= SMALLEST_ZIPPED:
        _write(folder / f"{file}.gz", gzip.compress(content, 9, mtime=0))
    return file


def _write(path: Path, content: bytes) -> None:
    """All or nothing: two processes may pack at once, and a third may serve meanwhile."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    fresh.write_bytes(content)
    fresh.replace(path)
