"""A service is applied for: which one, what it costs, and a yes; the papers are told by name."""

from dialogs.costing import fee_or_time_of_it
from dialogs.ears import service
from dialogs.engine.script import Ask, Dialog, Do, End
from dialogs.which_service import which_service


class ApplyForService(Dialog):
    name = "apply_for_service"
    keywords = ("AJUKAN", "APPLY", "MOHON", "PERMOHONAN")
    words = ("AJUKAN LAYANAN", "APPLY FOR SERVICE")
    fills = (service,)

    script = (
        Do(
            "looking_up",
            "requirements.of",
            may_take=("service",),
            keeps=("service", "fee", "days"),
            told="confirming",
            unknown="listing",
        ),
        *which_service(say="apply_for_service.ask_service", then="looking_up"),
        Ask(
            "confirming",
            say="apply_for_service.confirm",
            choices={"yes": "applying", "no": "declined"},
            hears={fee_or_time_of_it: "confirming", service: "looking_up"},
        ),
        Do(
            "applying",
            "cases.apply",
            takes=("service",),
            costs=True,
            applied="applied",
            already="already",
            unknown_service="listing",
        ),
        End("applied", say="apply_for_service.applied"),
        End("already", say="apply_for_service.already"),
        End("declined", say="apply_for_service.declined"),
    )
