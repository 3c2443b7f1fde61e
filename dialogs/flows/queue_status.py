"""How far a line is: the person's own ticket, or that of a service they name."""

from dialogs.ears import service, ticket
from dialogs.engine.script import Dialog, Do, End
from dialogs.which_service import which_service


class QueueStatus(Dialog):
    name = "queue_status"
    keywords = ("ANTRIAN", "ANTREAN", "LINE")
    words = ("CEK ANTRIAN", "CEK ANTREAN", "SISA ANTRIAN", "SISA ANTREAN", "QUEUE STATUS")
    fills = (service, ticket)

    script = (
        Do(
            "looking_up",
            "queues.status",
            may_take=("ticket", "service"),
            status="told",
            none="listing",
            closed="closed",
        ),
        *which_service(
            say="queue_status.ask_service",
            explain="queue_status.explain_service",
            then="looking_up_service",
        ),
        Do(
            "looking_up_service",
            "queues.status",
            takes=("service",),
            status="told",
            none="listing",
            closed="closed",
        ),
        End("told", say="queue_status.told"),
        End("closed", say="queue_status.closed"),
    )
