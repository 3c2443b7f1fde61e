"""The dialogs of an office together, checked when they are loaded."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from dialogs.engine.ears import Ear, Slots
from dialogs.engine.heard import Heard, plain
from dialogs.engine.phrases import LANGUAGES, wording
from dialogs.engine.script import Ask, Dialog, Go
from dialogs.engine.soundness import check, ears_of, services_of


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody seems to want: a dialog or a global word by its name, with what was said."""

    intent: str
    slots: Slots = field(default_factory=dict)
    others: tuple[str, ...] = ()
    """Other intents that are as likely: it is asked which is meant."""
    second: "Wish | None" = None
    """A second request in the same message: offered when the first is done."""
    sureness: float = 1.0
    """From 0 to 1; half a message must be surely a request to count as one."""


Wishes = Callable[[Heard, Ask | None], Wish | None]
"""Understanding: a message and the open question -> what is wanted."""


def no_wishes(heard: Heard, question: Ask | None) -> Wish | None:  # noqa: ARG001 -- a `Wishes`
    """Only keywords and ears are understood."""
    return None


class Counter:
    """All dialogs, in the order in which what begins them is tried."""

    def __init__(
        self,
        dialogs: Sequence[type[Dialog]],
        *,
        wishes: Wishes = no_wishes,
        ears: Iterable[Ear] = (),
    ) -> None:
        """`wishes` is asked about what nothing else hears; `ears`: more that old versions need.

        Raises BrokenDialogError.
        """
        check(dialogs)
        self.wishes = wishes
        self.ears: Mapping[str, Ear] = ears_of(dialogs, ears)
        self.older: dict[tuple[str, str], type[Dialog]] = {}
        """Versions on which talks are still to be finished, see `keep`."""
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

    def keep(self, older: Iterable[type[Dialog]]) -> None:
        """Let talks that began with these versions be finished on them."""
        for dialog in older:
            self.older[(dialog.name, dialog.version)] = dialog

    def _labels(self) -> Iterator[tuple[str, type[Dialog]]]:
        """What stands on the menu may be written at any time: in both languages."""
        for dialog in self.dialogs:
            for ask in (step for step in dialog.script if isinstance(step, Ask)):
                for choice in ask.offered:
                    leads_to = dialog.steps[ask.choices[choice.value]]
                    if isinstance(leads_to, Go) and leads_to.dialog is not None:
                        for language in LANGUAGES:
                            label = plain(wording(choice.phrase, language))
                            yield label, self.by_name[leads_to.dialog]
