"""When the office is open, today or on a day that is named, and where it is."""

from dialogs.ears import day
from dialogs.engine.script import Dialog, Do, End, Tell


class OpeningHours(Dialog):
    name = "opening_hours"
    keywords = ("JADWAL", "BUKA", "HOURS", "OPEN")
    words = (
        *("JAM BUKA", "JAM KERJA", "JAM PELAYANAN", "OPENING HOURS", "OFFICE HOURS"),
        *("ALAMAT", "LOKASI", "ADDRESS"),
    )
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
        Tell("telling_open", say="opening_hours.open", then="finding_place"),
        Tell("telling_closed", say="opening_hours.closed", then="finding_place"),
        Do("finding_place", "hours.place", told="told", unknown="untold"),
        End("no_day", say="opening_hours.no_such_day"),
        End("told", say="opening_hours.place"),
        End("untold", say="opening_hours.no_place"),
    )
