"""News of the office."""

from collections.abc import Mapping

from dialogs.phrases.phrase import NP_, Phrase
from models.terms.words import N_

PHRASES: Mapping[str, Phrase] = {
    "news.told": Phrase(
        N_("{date:date}: {text} ({number}/{count}){next?news.next}"),
        NP_("sms", "{text} ({date:date}, {number}/{count})"),
    ),
    "news.next": Phrase(N_("Write {next} for the one before.")),
    "news.explain": Phrase(N_("Write the number of a piece of news, from 1 to {count}, or MENU.")),
    "news.fewer": Phrase(
        N_("There are {count} pieces of news. Write a number from 1 to {count}; 1 is the newest."),
        NP_("sms", "There are {count} pieces of news. Which one? 1 is the newest."),
    ),
    "news.none": Phrase(N_("There is no news now.")),
}
