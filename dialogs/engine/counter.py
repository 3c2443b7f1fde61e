"""The dialogs of an office together, checked when they are loaded."""

from collections.abc import Iterator, Mapping, Sequence

from dialogs.engine.heard import plain
from dialogs.engine.phrases import LANGUAGES, wording
from dialogs.engine.script import Ask, Dialog, Go
from dialogs.engine.soundness import check, services_of


class Counter:
    """All dialogs, in the order in which what begins them is tried."""

    def __init__(self, dialogs: Sequence[type[Dialog]]) -> None:
        """Raises BrokenDialogError."""
        check(dialogs)
        self.dialogs = tuple(dialogs)
        self.by_name: Mapping[str, type[Dialog]] = {each.name: each for each in dialogs}
        self.by_keyword: Mapping[str, type[Dialog]] = {
            keyword: dialog for dialog in dialogs for keyword in dialog.keywords
        }
        self.by_word: Mapping[str, type[Dialog]] = {
            **dict(self._labels()),
            **{word: dialog for dialog in dialogs for word in dialog.words},
        }
        self.services: Mapping[str, frozenset[str]] = services_of(dialogs)
        """What is asked of the domain, and for which outcomes the dialogs are ready."""

    def _labels(self) -> Iterator[tuple[str, type[Dialog]]]:
        """What stands on the menu may be written at any time: in both languages."""
        for dialog in self.dialogs:
            for ask in (step for step in dialog.script if isinstance(step, Ask)):
                for choice in ask.offered:
                    leads_to = dialog.steps[ask.choices[choice.value]]
                    if isinstance(leads_to, Go):
                        for language in LANGUAGES:
                            label = plain(wording(choice.phrase, language))
                            yield label, self.by_name[leads_to.dialog]
