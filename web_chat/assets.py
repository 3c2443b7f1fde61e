"""Static files under names that change with their content, and the import map that finds them.

`python -m web_chat.assets` copies our own modules and styles, the few vendor files of
`vendor.toml`, and the phrases of each language into one folder. Nothing is bundled or rewritten:
modules import each other by bare names, and the import map says where those lie today.
"""

import gzip
import hashlib
import json
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from babel.messages.pofile import read_po

HERE = Path(__file__).parent
ROOT = HERE.parent
SOURCES = (HERE / "static", ROOT / "server" / "static")
VENDOR = HERE / "vendor.toml"
PACKAGES = ROOT / "node_modules"
LOCALE = HERE / "locale"
BUILT = HERE / "assets_built"
MANIFEST = "manifest.json"
PREFIX = "/assets/"
LANGUAGES = ("id", "en")
CATALOGUE = "catalogue.js"
OWN = "loket/"
HASH_LENGTH = 10
SMALLEST_ZIPPED = 512


class AssetsError(Exception):
    """The assets are not there and cannot be made; the text says what to do."""


@dataclass(frozen=True, slots=True)
class Assets:
    """What pages need to know of the built files."""

    folder: Path
    files: Mapping[str, str]
    """Source name, such as chat/main.js, to file name."""
    vendor: Mapping[str, str]
    """Import name to file name."""
    prefix: str = PREFIX

    @classmethod
    def load(cls) -> "Assets":
        """The built assets; built now when a source is newer. Raises AssetsError."""
        manifest = BUILT / MANIFEST
        if not manifest.exists() or (PACKAGES.exists() and _is_stale(manifest)):
            build()
        told = json.loads(manifest.read_text(encoding="utf-8"))
        return cls(BUILT, told["files"], told["vendor"])

    def url(self, name: str) -> str:
        """Where a file is served. Raises KeyError for one that is none."""
        return f"{self.prefix}{self.files[name]}"

    def import_map(self, language: str) -> str:
        """JSON for `<script type=importmap>`: bare names to addresses, phrases in one language."""
        own = {f"{OWN}{name}": self.url(name) for name in self.files if name.endswith(".js")}
        own[f"{OWN}{CATALOGUE}"] = self.url(f"{language}/{CATALOGUE}")
        vendor = {name: f"{self.prefix}{file}" for name, file in self.vendor.items()}
        return json.dumps({"imports": {**vendor, **own}}, separators=(",", ":"))

    def preloads(self, *names: str) -> list[str]:
        """Addresses of all vendor files and of these modules, to be fetched early."""
        return [f"{self.prefix}{file}" for file in self.vendor.values()] + [
            self.url(name) for name in names
        ]


def build() -> None:
    """Make the folder anew. Raises AssetsError when the npm packages are not installed."""
    if not PACKAGES.exists():
        raise AssetsError("The browser's packages are missing: run make setup.")
    BUILT.mkdir(exist_ok=True)
    for old in BUILT.iterdir():
        old.unlink()
    files = {name: _put(name, path.read_bytes()) for name, path in _own_files()}
    for language in LANGUAGES:
        name = f"{language}/{CATALOGUE}"
        files[name] = _put(name, _catalogue(language))
    imports = tomllib.loads(VENDOR.read_text(encoding="utf-8"))["imports"]
    vendor = {name: _put(file, (PACKAGES / file).read_bytes()) for name, file in imports.items()}
    told = json.dumps({"files": files, "vendor": vendor}, indent=1, sort_keys=True)
    (BUILT / MANIFEST).write_text(told, encoding="utf-8")


def _own_files() -> Iterator[tuple[str, Path]]:
    for source in SOURCES:
        for path in sorted(source.rglob("*")):
            if path.is_file():
                yield path.relative_to(source).as_posix(), path


def _put(name: str, content: bytes) -> str:
    """Write one file, and its zipped twin where that is smaller; its new name."""
    digest = hashlib.sha256(content).hexdigest()[:HASH_LENGTH]
    stem, dot, ending = name.replace("/", "-").rpartition(".")
    ending = "js" if ending == "mjs" else ending
    file = f"{stem}.{digest}{dot}{ending}"
    (BUILT / file).write_bytes(content)
    if len(content) >= SMALLEST_ZIPPED:
        (BUILT / f"{file}.gz").write_bytes(gzip.compress(content, 9, mtime=0))
    return file


def _catalogue(language: str) -> bytes:
    """A language's phrases as a module: an object by English source."""
    phrases: dict[str, Any] = {}
    path = LOCALE / language / "LC_MESSAGES" / "web_chat.po"
    if path.exists():
        with path.open("rb") as opened:
            for message in read_po(opened):
                _add(phrases, message.id, message.string)
    told = {"language": language, "phrases": phrases}
    return f"export default {json.dumps(told, ensure_ascii=False)};\n".encode()


def _add(phrases: dict[str, Any], source: object, translated: object) -> None:
    if not source or not translated:
        return
    if isinstance(source, (list, tuple)):
        phrases[source[0]] = list(translated) if isinstance(translated, tuple) else [translated]
    else:
        phrases[str(source)] = translated


def _is_stale(manifest: Path) -> bool:
    built_at = manifest.stat().st_mtime
    watched = [VENDOR, *LOCALE.rglob("*.po"), *(path for _, path in _own_files())]
    return any(path.stat().st_mtime > built_at for path in watched)


if __name__ == "__main__":
    try:
        build()
    except AssetsError as error:
        sys.exit(f"loket: {error}")
