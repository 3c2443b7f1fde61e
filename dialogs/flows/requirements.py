"""What papers a service needs, with its fee and how long it takes."""

from dialogs.ears import service
from dialogs.elsewhere import not_ours
from dialogs.engine.script import Ask, Dialog, Do, End, Tell


class Requirements(Dialog):
    name = "requirements"
    keywords = ("SYARAT", "PERSYARATAN", "REQUIREMENTS", "REQUIREMENT")
    begins_on = ((not_ours, "telling_not_ours"),)
    fills = (service,)

    script = (
        Do(
            "looking_up",
            "requirements.of",
            may_take=("service",),
            told="told",
            unknown="listing",
        ),
        Tell("telling_not_ours", say="requirements.not_ours", then="listing"),
        Do(
            "listing",
            "hours.place",
            keeps=("services",),
            told="asking_service",
            unknown="asking_service",
        ),
        Ask(
            "asking_service",
            say="requirements.ask_service",
            explain="requirements.explain_service",
            offers="services",
            picks="service",
            worded="service",
            at_once=7,
            hears={service: "looking_up"},
            then="looking_up",
            is_loose=True,
        ),
        End("told", say="requirements.told"),
    )
