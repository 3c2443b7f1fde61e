"""What papers a service needs, with its fee and how long it takes."""

from dialogs.ears import service
from dialogs.engine.script import Ask, Dialog, Do, End


class Requirements(Dialog):
    name = "requirements"
    keywords = ("SYARAT", "PERSYARATAN", "REQUIREMENTS", "REQUIREMENT")
    fills = (service,)

    script = (
        Do(
            "looking_up",
            "requirements.of",
            may_take=("service",),
            told="told",
            unknown="listing",
        ),
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
