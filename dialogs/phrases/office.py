"""A service by its name alone; papers, fees and opening hours."""

from collections.abc import Mapping

from dialogs.phrases.phrase import NP_, Phrase
from models.terms.words import N_

PHRASES: Mapping[str, Phrase] = {
    "about_service.ask": Phrase(
        N_("{service:service}: what would you like?"),
        NP_("sms", "{service:service}: what would you like?"),
    ),
    "about_service.choice.papers": Phrase(N_("Papers and fee")),
    "about_service.choice.queue": Phrase(N_("Take a queue number")),
    "about_service.choice.apply": Phrase(N_("Apply for it")),
    # Papers, fees, hours
    "requirements.explain_service": Phrase(
        N_("Write the number or the name of a service, such as KTP or KK; MENU shows the rest."),
        NP_("sms", "Number or name?"),
    ),
    "requirements.ask_service": Phrase(
        N_("For which service would you like to know the requirements?"),
        NP_("sms", "Which service?"),
    ),
    "requirements.not_ours": Phrase(
        N_("{foreign} is made by another office, not by us."), NP_("sms", "{foreign}: not here.")
    ),
    "fee.ask_service": Phrase(
        N_("The fee and the days of which service would you like to know?"),
        NP_("sms", "Which service?"),
    ),
    "fee.told": Phrase(
        N_(
            "{service:service}: {fee:money}, ready within {days} working days. "
            "For the papers write REQUIREMENTS {word}."
        ),
        NP_(
            "sms",
            "{service:service}: {fee:money}, {days} working days. Papers: REQUIREMENTS {word}",
        ),
    ),
    "requirements.told": Phrase(
        N_(
            "{service:service}: {papers}. Fee: {fee:money}. Working days until it is ready: "
            "{days}. Write QUEUE to book a place."
        ),
        NP_("sms", "{service:service}: {papers}. Fee: {fee:money}, working days: {days}."),
    ),
    "opening_hours.open": Phrase(N_("{date:date}: open {spans:clock}.")),
    "opening_hours.closed": Phrase(
        N_("{date:date}: closed{holiday?opening_hours.holiday}.{next_date?opening_hours.next_day}"),
    ),
    "opening_hours.next_week": Phrase(
        N_("Next week we are open on {dates:date}; on the first of these {spans:clock}."),
        NP_("sms", "Open: {dates:date}"),
    ),
    "opening_hours.no_week": Phrase(N_("We are closed the whole next week.")),
    "opening_hours.no_such_day": Phrase(N_("{date:date}: there is no such day.")),
    "opening_hours.holiday": Phrase(N_("({holiday})")),
    "opening_hours.next_day": Phrase(N_("Open again {next_date:date} {next_time:time}.")),
    "opening_hours.place": Phrase(
        N_("{name}, {address}. Write REQUIREMENTS for papers and fees."),
        NP_("sms", "{address}"),
    ),
    "opening_hours.no_place": Phrase(N_("Write MENU for anything else.")),
}
