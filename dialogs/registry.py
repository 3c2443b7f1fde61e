"""The dialogs of the office, in the order in which what begins them is tried."""

from dialogs.ears import EARS
from dialogs.engine.counter import Counter
from dialogs.engine.fitting import check_fit
from dialogs.flows.about_service import AboutService
from dialogs.flows.answer_survey import AnswerSurvey
from dialogs.flows.apply_for_service import ApplyForService
from dialogs.flows.book_queue import BookQueue
from dialogs.flows.check_price import CheckPrice
from dialogs.flows.check_stock import CheckStock
from dialogs.flows.fee import Fee
from dialogs.flows.give_up import GiveUp, GiveUpOrder, GiveUpTicket
from dialogs.flows.going_on import Also, GoOn, Which
from dialogs.flows.haggle import Haggle
from dialogs.flows.join_page import JoinPage
from dialogs.flows.keep_calm import KeepCalm
from dialogs.flows.language import ChooseLanguage
from dialogs.flows.menu import Menu
from dialogs.flows.my_bookings import MyBookings
from dialogs.flows.my_orders import MyOrders
from dialogs.flows.news import News
from dialogs.flows.opening_hours import OpeningHours
from dialogs.flows.opt_out import OptIn, OptInToOffers, OptOut, OptOutOfOffers
from dialogs.flows.order_part import OrderPart
from dialogs.flows.profile import Profile
from dialogs.flows.queue_status import QueueStatus
from dialogs.flows.register import Register
from dialogs.flows.requirements import Requirements
from dialogs.flows.talk_to_staff import OfferStaff, TalkToStaff
from dialogs.flows.track_case import TrackCase
from dialogs.longest import EXCEPTED, LONGEST
from dialogs.wishes import wishes

counter = Counter(
    (
        Menu,
        GiveUp,
        GiveUpTicket,
        GiveUpOrder,
        TrackCase,
        BookQueue,
        QueueStatus,
        MyBookings,
        AnswerSurvey,
        Requirements,
        Fee,
        AboutService,
        ApplyForService,
        Register,
        Profile,
        JoinPage,
        News,
        OpeningHours,
        CheckPrice,
        Haggle,
        CheckStock,
        OrderPart,
        MyOrders,
        TalkToStaff,
        OfferStaff,
        ChooseLanguage,
        KeepCalm,
        OptOut,
        OptOutOfOffers,
        OptIn,
        OptInToOffers,
        GoOn,
        Also,
        Which,
    ),
    wishes=wishes,
    ears=EARS,
)
check_fit(counter.dialogs, LONGEST, EXCEPTED)
