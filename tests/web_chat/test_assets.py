"""What browsers get: named by content, complete for each page, and nothing besides."""

import gzip
import json
import os
from pathlib import Path

import pytest

from web_chat.assets import PACKED, Assets, clear
from web_chat.modules import slim
from web_chat.packing import ROOT, AssetsError, Sources, pack

MAIN = """\
/** Comments
 * stay at home. */
import { io } from "sockets";
import { t } from "loket/shared/phrases.js";
t("Hello");
export const rare = () => import("loket/chat/rare.js");
const text = `
/** not a comment */
`;
"""
PHRASES = 'import catalogue from "loket/catalogue.js";\nexport const t = (x) => x;\n'
CATALOGUE = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8"\n\n'
HELLO = 'msgid "Hello"\nmsgstr "Halo"\n\nmsgid "Unsaid here"\nmsgstr "Tak terucap"\n'


@pytest.fixture
def sources(tmp_path: Path) -> Sources:
    files = {
        "static/chat/main.js": MAIN,
        "static/shared/phrases.js": PHRASES,
        "static/chat/rare.js": 'import "loket/shared/phrases.js";\n',
        "static/shared/unused.js": "export default 1;\n",
        "static/catalogue.js": "export default {};\n",
        "static/base.css": "body { margin: 0 }\n" * 100,
        "packages/sockets/dist/sockets.mjs": "export const io = 1;\n",
        "packages/secret.js": "export default 0;\n",
        "vendor.toml": '[imports]\n"sockets" = "sockets/dist/sockets.mjs"\n',
        "locale/id/LC_MESSAGES/web_chat.po": CATALOGUE + HELLO,
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Sources(
        own=(tmp_path / "static",),
        packages=tmp_path / "packages",
        vendor=tmp_path / "vendor.toml",
        locale=tmp_path / "locale",
    )


@pytest.fixture
def packed(tmp_path: Path, sources: Sources) -> Assets:
    return Assets.load(tmp_path / "packed", sources)


def test_a_page_is_told_of_what_its_modules_reach_and_of_nothing_else(packed: Assets):
    page = packed.page("chat/main.js", "id")

    imports = json.loads(page.import_map)["imports"]
    assert set(imports) == {
        "loket/chat/main.js",
        "loket/chat/rare.js",
        "loket/shared/phrases.js",
        "loket/catalogue.js",
        "sockets",
    }
    assert imports["loket/chat/main.js"] == page.main
    assert {*page.preloads, page.main, imports["loket/chat/rare.js"]} == set(imports.values())
    assert imports["loket/chat/rare.js"] not in page.preloads
    for address in imports.values():
        assert packed.holds(address.removeprefix(packed.prefix))


def test_a_catalogue_holds_what_the_page_says_in_the_readers_language(packed: Assets):
    def catalogue(language: str) -> str:
        imports = json.loads(packed.page("chat/main.js", language).import_map)["imports"]
        name = imports["loket/catalogue.js"].removeprefix(packed.prefix)
        return (packed.folder / name).read_text(encoding="utf-8")

    assert "Halo" in catalogue("id")
    assert "Tak terucap" not in catalogue("id")
    assert "Halo" not in catalogue("en")
    assert '"language": "en"' in catalogue("en")


def test_a_name_changes_with_the_content_and_only_then(tmp_path: Path, sources: Sources):
    first = Assets.load(tmp_path / "one", sources)
    again = Assets.load(tmp_path / "two", sources)
    (sources.own[0] / "base.css").write_text("body { margin: 1px }\n", encoding="utf-8")
    changed = Assets.load(tmp_path / "three", sources)

    assert first.files == again.files
    assert first.url("base.css") != changed.url("base.css")
    assert first.modules == changed.modules


def test_a_newer_source_is_packed_when_the_server_starts(tmp_path: Path, sources: Sources):
    folder = tmp_path / "packed"
    before = Assets.load(folder, sources)
    style = sources.own[0] / "base.css"
    style.write_text("body { margin: 2px }\n", encoding="utf-8")
    later = (folder / "manifest.json").stat().st_mtime + 10
    os.utime(style, (later, later))

    assert Assets.load(folder, sources).url("base.css") != before.url("base.css")


def test_packing_anew_leaves_the_files_of_running_servers_until_they_are_cleared(
    tmp_path: Path, sources: Sources
):
    before = Assets.load(tmp_path / "packed", sources)
    old = before.folder / before.files["base.css"]
    (sources.own[0] / "base.css").write_text("body { margin: 3px }\n", encoding="utf-8")
    pack(before.folder, sources)
    assert old.exists()
    after = Assets.load(before.folder, sources)
    clear(after)

    assert not old.exists()
    assert not old.with_name(f"{old.name}.gz").exists()
    assert (after.folder / after.files["base.css"]).exists()


def test_zipped_twins_hold_the_same(packed: Assets):
    style = packed.folder / packed.files["base.css"]

    assert gzip.decompress(Path(f"{style}.gz").read_bytes()) == style.read_bytes()


def test_an_import_of_something_unknown_is_found_before_any_browser_does(
    tmp_path: Path, sources: Sources
):
    (sources.own[0] / "chat" / "main.js").write_text('import "loket/chat/gone.js";\n')

    with pytest.raises(AssetsError, match=r"chat/main\.js imports loket/chat/gone\.js"):
        pack(tmp_path / "packed", sources)


def test_missing_packages_are_told_in_one_sentence(tmp_path: Path, sources: Sources):
    bare = Sources(sources.own, tmp_path / "nothing_installed", sources.vendor, sources.locale)

    with pytest.raises(AssetsError, match="make setup"):
        Assets.load(tmp_path / "packed", bare)


def test_packed_assets_serve_where_no_packages_are_installed(packed: Assets, sources: Sources):
    bare = Sources(sources.own, Path("nowhere"), sources.vendor, sources.locale)

    assert Assets.load(packed.folder, bare) == packed


def test_what_is_not_listed_is_not_served(packed: Assets):
    for file in ("secret.js", "manifest.json", "../vendor.toml", "", ".", "base.css"):
        assert not packed.holds(file)
    assert not any("secret" in path.name for path in packed.folder.iterdir())


def test_comments_and_indentation_leave_and_lines_stay():
    bare = slim(MAIN)
    inner = slim("if (a) {\n  b(/** @type {any} */ (c));\n  d = `\n  e`;\n  // f\n}\n")

    assert inner == "if (a) {\nb( (c));\nd = `\n  e`;\n// f\n}\n"

    assert "stay at home" not in bare
    assert "/** not a comment */" in bare
    assert MAIN.count("\n") == bare.count("\n")


needs_packages = pytest.mark.skipif(
    not (ROOT / "node_modules").exists() and os.environ.get("CI") != "true",
    reason="npm packages are not installed",
)


@needs_packages
@pytest.mark.parametrize(("main", "most"), [("chat/main.js", 30_000), ("desk/main.js", 92_000)])
def test_a_page_stays_light(main: str, most: int):
    """A resident meets the chat on a slow network; staff open the desk once and keep its files."""
    assets = Assets.load(PACKED)
    page = assets.page(main, "id")
    paths = [assets.folder / address.removeprefix(assets.prefix) for address in page.preloads]
    paths.append(assets.folder / page.main.removeprefix(assets.prefix))

    assert sum(len(gzip.compress(path.read_bytes(), 9)) for path in paths) <= most


@needs_packages
@pytest.mark.parametrize("names", ["base chat visitor files", "base chat desk files"])
def test_the_styles_of_a_page_stay_light(names: str):
    assets = Assets.load(PACKED)
    styles = [assets.folder / assets.files[f"{name}.css"] for name in names.split()]

    assert sum(len(gzip.compress(path.read_bytes(), 9)) for path in styles) <= 9_000


def test_no_module_writes_markup_or_runs_text():
    forbidden = (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "dangerously",
        "eval(",
        "new Function",
    )
    texts = [path for _, path in Sources().files() if path.suffix != ".png"]
    for path in texts:
        source = path.read_text(encoding="utf-8")
        assert [word for word in forbidden if word in source] == [], path.name


def test_the_lock_file_names_no_registry():
    lock = (ROOT / "package-lock.json").read_text(encoding="utf-8")

    assert '"resolved"' not in lock
    assert "registry" not in lock
