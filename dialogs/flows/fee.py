"""What a service costs and how long it takes, in one text message; the papers are a word away."""

from dialogs.costing import fee_or_time
from dialogs.ears import service
from dialogs.engine.script import Dialog, Do, End
from dialogs.which_service import which_service


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
        *which_service(
            say="fee.ask_service", explain="requirements.explain_service", then="looking_up"
        ),
        End("told", say="fee.told"),
    )
