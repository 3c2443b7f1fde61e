"""Numbers in a message that count no pieces: sizes, engines, and amounts nobody can have."""

from dialogs.listening.counts import MOST_DIGITS, odd_amounts
from dialogs.listening.vocabulary import vocabulary
from dialogs.listening.words import Said

SMALLEST_ENGINE = 50
_RIMS = frozenset({"ring", "rim", "size", "ukuran", "uk"})


def no_amounts(message: Said) -> list[tuple[int, int]]:
    """Where numbers stand that count no pieces: ring 14, 20 in, beat 110, -1, 2.5."""
    vehicles = vocabulary().goods.vehicles
    words, found = message.words, odd_amounts(message.text)
    for at, word in enumerate(words):
        before = words[at - 1] if at else word
        behind = [each.text for each in words[at + 1 : at + 3]] + ["", ""]
        if not word.text.isdigit():
            continue
        if before.raw in _RIMS:
            found.append((before.start, word.end))
        elif behind[0] == "in" and (not behind[1] or behind[1].isdigit()):
            found.append((word.start, words[at + 1].end))
        elif before.raw in vehicles and int(word.text[:MOST_DIGITS]) >= SMALLEST_ENGINE:
            found.append((word.start, word.end))
    return found
