"""The dialogs of the office, in the order in which what begins them is tried."""

from dialogs.engine.counter import Counter
from dialogs.engine.fitting import check_fit
from dialogs.flows.going_on import Also, GoOn, Which
from dialogs.flows.language import ChooseLanguage
from dialogs.flows.menu import Menu
from dialogs.flows.opt_out import OptIn, OptOut
from dialogs.flows.talk_to_staff import OfferStaff, TalkToStaff
from dialogs.flows.track_case import TrackCase
from dialogs.longest import EXCEPTED, LONGEST

counter = Counter(
    (
        Menu,
        TrackCase,
        TalkToStaff,
        OfferStaff,
        ChooseLanguage,
        OptOut,
        OptIn,
        GoOn,
        Also,
        Which,
    )
)
check_fit(counter.dialogs, LONGEST, EXCEPTED)
