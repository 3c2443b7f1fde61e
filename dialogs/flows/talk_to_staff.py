"""Talk to staff: the contact asks for a person and is put in the line."""

from dialogs.engine.script import Ask, Dialog, Do, End


class TalkToStaff(Dialog):
    """What is written after the keyword is part of the message that staff read."""

    name = "talk_to_staff"
    keywords = ("PETUGAS", "AGENT", "CS", "KOMPLAIN", "KOMPLEN", "ADUAN", "COMPLAINT")
    words = ("ORANG", "HUMAN", "STAFF", "OPERATOR")

    script = (
        Do(
            "calling",
            "desk.open_thread",
            given={"topic": "general"},
            opened="handed_over",
            closed="staff_away",
        ),
        End("handed_over", say="talk_to_staff.handed_over", is_quiet=True),
        End("staff_away", say="talk_to_staff.away"),
    )


class OfferStaff(Dialog):
    """Offered after three answers that were not understood."""

    name = "offer_staff"

    script = (
        Ask(
            "offering",
            say="offer_staff.ask",
            choices={"yes": "calling", "no": "declined"},
            is_loose=True,
        ),
        Do(
            "calling",
            "desk.open_thread",
            given={"topic": "not_understood"},
            opened="handed_over",
            closed="staff_away",
        ),
        End("handed_over", say="talk_to_staff.handed_over", is_quiet=True),
        End("staff_away", say="talk_to_staff.away", is_quiet=True),
        End("declined", say="offer_staff.declined"),
    )
