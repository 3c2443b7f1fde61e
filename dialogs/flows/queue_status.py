"""How far a line is: the person's own ticket, or that of a service they name."""

from dialogs.ears import service, ticket
from dialogs.engine.script import Ask, Dialog, Do, End


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
        Do(
            "listing",
            "hours.place",
            keeps=("services",),
            told="asking_service",
            unknown="asking_service",
        ),
        Ask(
            "asking_service",
            say="queue_status.ask_service",
            explain="queue_status.explain_service",
            offers="services",
            picks="service",
            worded="service",
            at_once=7,
            hears={service: "looking_up_service"},
            then="looking_up_service",
            is_loose=True,
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
