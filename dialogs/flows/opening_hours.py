"""When the office is open, today or on a day that is named, and where it is."""

from dialogs.ears import day
from dialogs.engine.script import Dialog, Do, End, Tell
from dialogs.parts_of_day import open_next_week


class OpeningHours(Dialog):
    name = "opening_hours"
    keywords = ("JADWAL", "BUKA", "HOURS", "OPEN")
    words = (
        *("JAM BUKA", "JAM KERJA", "JAM PELAYANAN", "OPENING HOURS", "OFFICE HOURS"),
        *("ALAMAT", "LOKASI", "ADDRESS"),
    )
    begins_on = ((open_next_week, "looking_up_week"),)
    fills = (day,)

    script = (
        Do(
            "looking_up",
            "hours.told",
            may_take=("date",),
            open="telling_open",
            closed="telling_closed",
            no_such_day="no_day",
        ),
        Do(
            "looking_up_week",
            "hours.next_week",
            open="telling_week",
            closed="telling_no_week",
        ),
        Tell("telling_week", say="opening_hours.next_week", then="finding_place"),
        Tell("telling_no_week", say="opening_hours.no_week", then="finding_place"),
        Tell("telling_open", say="opening_hours.open", then="finding_place"),
        Tell("telling_closed", say="opening_hours.closed", then="finding_place"),
        Do("finding_place", "hours.place", told="told", unknown="untold"),
        End("no_day", say="opening_hours.no_such_day"),
        End("told", say="opening_hours.place"),
        End("untold", say="opening_hours.no_place"),
    )
