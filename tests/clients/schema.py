"""An empty database with all its tables, made once for all tests of a machine and then copied.

Migrating costs seconds of a core, and only the tests of migrations are about it.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
MIGRATIONS = ROOT / "models" / "db" / "migrations"


def lay_schema(file: Path) -> None:
    """Put the tables there, unless there is a database already."""
    if not file.exists():
        own = file.with_suffix(".laid")
        shutil.copyfile(_made(), own)
        own.chmod(0o600)
        own.rename(file)


def _made() -> Path:
    """The file that is copied; whoever comes first makes it, the others wait."""
    steps = b"".join(step.read_bytes() for step in sorted(MIGRATIONS.glob("*.py")))
    mark = hashlib.sha256(steps).hexdigest()[:16]
    kept = Path(tempfile.gettempdir()) / f"loket-schema-{os.getuid()}-{mark}.sqlite3"
    with kept.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            _migrate(kept)
    return kept


def _migrate(kept: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "loket.sqlite3"
        subprocess.run(
            [sys.executable, "-m", "server", "migrate"],
            cwd=folder,
            env={
                **{k: v for k, v in os.environ.items() if not k.startswith("LOKET_")},
                "LOKET_DATABASE_URL": f"sqlite://{made}",
                "PYTHONPATH": str(ROOT),
            },
            check=True,
            capture_output=True,
        )
        shutil.copyfile(made, kept.with_suffix(".making"))
        kept.with_suffix(".making").rename(kept)
