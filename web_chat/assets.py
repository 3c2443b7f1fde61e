"""Where the browser's files lie today, and what a page must say so that its modules are found.

`python -m web_chat.assets` packs them; a running server packs them itself when a source changed.
"""

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from web_chat.modules import tight
from web_chat.packing import (
    CATALOGUE,
    HERE,
    MANIFEST,
    OWN,
    AssetsError,
    Sources,
    catalogue_of,
    pack,
    reached,
)

PACKED = HERE / "assets_built"
PREFIX = "/assets/"


@dataclass(frozen=True, slots=True)
class Page:
    """What one page's head holds."""

    import_map: str
    """JSON for `<script type=importmap>`: what this page's modules import, and nothing else."""
    preloads: Sequence[str]
    """Addresses to fetch at once instead of one after the other as imports are met."""
    main: str


@dataclass(frozen=True, slots=True)
class Assets:
    """The packed files, by the names that templates and modules call them by."""

    folder: Path
    files: Mapping[str, str]
    """Source name, such as chat/main.js or base.css, to file name."""
    modules: Mapping[str, str]
    """Import name, such as preact or loket/chat/main.js, to file name."""
    imports: Mapping[str, Sequence[str]]
    """Import name to the import names that stand in that module."""
    later: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """The same for modules that are fetched only when they are needed."""
    prefix: str = PREFIX

    @classmethod
    def load(cls, folder: Path = PACKED, sources: Sources | None = None) -> "Assets":
        """The packed assets, packed anew when a source is newer. Raises AssetsError."""
        sources = sources or Sources()
        manifest = folder / MANIFEST
        if not manifest.exists() or (
            sources.packages.exists() and sources.are_newer_than(manifest)
        ):
            pack(folder, sources)
        told = json.loads(manifest.read_text(encoding="utf-8"))
        return cls(folder, told["files"], told["modules"], told["imports"], told["later"])

    def url(self, name: str) -> str:
        """Where a file is served. Raises KeyError for one that is none."""
        return f"{self.prefix}{self.files[name]}"

    def module_url(self, name: str) -> str:
        """Where one of our modules is served, such as chat/frame.js. Raises KeyError."""
        return f"{self.prefix}{self.modules[OWN + name]}"

    def text(self, name: str) -> str:
        """A file's content without indentation, for a page that carries it along."""
        return tight((self.folder / self.files[name]).read_text(encoding="utf-8"))

    def holds(self, file: str) -> bool:
        """Whether a file name is one of these, and may be served."""
        return file in self.files.values() or file in self.modules.values()

    def page(self, main: str, language: str) -> Page:
        """The head of the page that a module such as chat/main.js brings to life."""
        main = OWN + main
        spoken = {OWN + CATALOGUE: catalogue_of(main, language)}
        found = {
            name: self.prefix + self.modules[spoken.get(name, name)]
            for name in reached(main, self._whole())
        }
        at_once = set(reached(main, self.imports)) - {main}
        return Page(
            json.dumps({"imports": found}, separators=(",", ":")),
            [address for name, address in found.items() if name in at_once],
            found[main],
        )

    def _whole(self) -> Mapping[str, Sequence[str]]:
        """What each module imports, at once or later."""
        return {name: [*found, *self.later.get(name, ())] for name, found in self.imports.items()}


def clear(assets: Assets) -> None:
    """Remove what is packed no longer; no server may be running on it."""
    for path in assets.folder.iterdir():
        if path.name != MANIFEST and not assets.holds(path.name.removesuffix(".gz")):
            path.unlink(missing_ok=True)


if __name__ == "__main__":
    try:
        pack(PACKED, Sources())
        clear(Assets.load())
    except AssetsError as error:
        sys.exit(f"loket: {error}")
