"""What a service costs and how long it takes, in one text message; the papers are a word away."""

from dialogs.costing import fee_or_time
from dialogs.ears import service
from dialogs.engine.script import Ask, Dialog, Do, End


class Fee(Dialog):
    name = "fee"
    keywords = ("BIAYA", "FEE", "FEES")
    begins_on = ((fee_or_time, "looking_up"),)
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
            say="fee.ask_service",
            explain="requirements.explain_service",
            offers="services",
            picks="service",
            worded="service",
            at_once=7,
            hears={service: "looking_up"},
            then="looking_up",
            is_loose=True,
        ),
        End("told", say="fee.told"),
    )
