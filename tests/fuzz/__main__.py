"""`make fuzz`: a million made inputs for whatever the gateway reads, guided by coverage.

atheris makes them where it is installed (`scripts/setup fuzz`); it has no wheel for some machines,
and there mutations of sound inputs are made by chance, which find less. `INPUTS=N` for another
number. What fails is shown and kept in build/fuzz.
"""

import importlib.util
import json
import os
import random
import sys
from pathlib import Path

FOLDER = Path("build/fuzz")
LONGEST_INPUT = 600
MOST_MUTATIONS = 6


def main() -> None:
    total = int(os.environ.get("INPUTS", "1000000"))
    sys.stderr.write(f"{total} inputs; a million take some two minutes ...\n")
    FOLDER.mkdir(parents=True, exist_ok=True)
    if importlib.util.find_spec("atheris"):
        _guided(total)
    else:
        _by_chance(total, seed=random.randrange(1 << 32))


def _guided(total: int) -> None:
    import atheris  # noqa: PLC0415 - it may not be there

    with atheris.instrument_imports(include=["gateway", "models.terms"]):
        from tests.fuzz import checks, seeds, watch  # noqa: PLC0415 - read only now, instrumented
    corpus = FOLDER / "corpus"
    corpus.mkdir(exist_ok=True)
    for number, seed in enumerate(seeds.seeds()):
        (corpus / f"seed-{number:03}").write_bytes(seed)
    watching = watch.Watch(total, checks.check)

    def one(data: bytes) -> None:
        watching(data)
        if watching.is_over:
            _tell("atheris", watching.figures())
            os._exit(0)  # libFuzzer ends its process in no other way that lets us speak first

    words = [f"-max_len={LONGEST_INPUT}", f"-artifact_prefix={FOLDER}/", "-verbosity=0"]
    atheris.Setup([sys.argv[0], *words, str(corpus)], one)
    atheris.Fuzz()


def _by_chance(total: int, *, seed: int) -> None:
    from tests.fuzz import checks, seeds, watch  # noqa: PLC0415 - as above

    chance = random.Random(seed)
    sound = list(seeds.seeds())
    watching = watch.Watch(total, checks.check)
    while not watching.is_over:
        data = _mutated(chance.choice(sound), chance, sound)
        try:
            watching(data)
        except Exception:
            (FOLDER / "crash").write_bytes(data)
            _tell("chance", {"seed": seed, "input": data.hex()})
            raise
    _tell("chance", watching.figures() | {"seed": seed})


def _mutated(data: bytes, chance: random.Random, sound: list[bytes]) -> bytes:
    mutant = bytearray(data)
    for _ in range(chance.randint(1, MOST_MUTATIONS)):
        at = chance.randint(0, len(mutant))
        match chance.randrange(5):
            case 0:
                mutant[at : at + 1] = chance.randbytes(1)
            case 1:
                mutant[at:at] = chance.randbytes(chance.randint(1, 8))
            case 2:
                del mutant[at : at + chance.randint(1, 8)]
            case 3:
                other = chance.choice(sound)
                mutant[at:] = other[chance.randint(0, len(other)) :]
            case _:
                mutant[at : at + 1] = bytes((chance.choice((0, 1, 0x7F, 0x80, 0xFF)),))
    return bytes(mutant[:LONGEST_INPUT])


def _tell(made_by: str, figures: dict[str, object]) -> None:
    sys.stdout.write(json.dumps({"fuzz": made_by, **figures}) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
