"""A small office, so that tests of the engine need not know what the real one does."""

from dialogs.engine.counter import Counter
from dialogs.engine.script import Ask, Dialog, Go
from dialogs.flows.going_on import Also, GoOn, Which
from dialogs.flows.language import ChooseLanguage
from dialogs.flows.opt_out import OptIn, OptOut
from dialogs.flows.talk_to_staff import OfferStaff, TalkToStaff
from dialogs.flows.track_case import TrackCase


class Menu(Dialog):
    """A small one, so that these tests need not know what the office does."""

    name = "menu"

    script = (
        Ask(
            "choosing",
            say="menu.choose",
            choices={"track_case": "to_track_case", "talk_to_staff": "to_talk_to_staff"},
            is_loose=True,
        ),
        Go("to_track_case", "track_case"),
        Go("to_talk_to_staff", "talk_to_staff"),
    )


OTHERS = (
    *(Menu, TrackCase, TalkToStaff, OfferStaff, ChooseLanguage, OptOut, OptIn),
    *(GoOn, Also, Which),
)

counter = Counter(OTHERS)
