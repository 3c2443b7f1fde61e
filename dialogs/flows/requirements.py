"""What papers a service needs, with its fee and how long it takes."""

from dialogs.ears import service
from dialogs.elsewhere import not_ours
from dialogs.engine.script import Dialog, Do, End, Tell
from dialogs.which_service import which_service


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
        *which_service(
            say="requirements.ask_service",
            explain="requirements.explain_service",
            then="looking_up",
        ),
        End("told", say="requirements.told"),
    )
