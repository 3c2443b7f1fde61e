"""Talk to staff: the contact asks for a person and is put in the line."""

from dialogs.engine.script import Ask, Dialog, Do, End


class TalkToStaff(Dialog):
    name = "talk_to_staff"
    keywords = ("PETUGAS", "AGENT", "CS", "ORANG", "HUMAN", "KOMPLAIN", "ADUAN")
    is_resumed = False
    resumes_others = False

    script = (
        Do("calling", "desk.open_thread", given={"topic": "general"}, opened="handed_over"),
        End("handed_over", say="talk_to_staff.handed_over"),
    )


class OfferStaff(Dialog):
    """Offered after three answers that were not understood."""

    name = "offer_staff"
    is_resumed = False

    script = (
        Ask(
            "offering",
            say="offer_staff.ask",
            choices={"yes": "to_staff", "no": "declined"},
        ),
        Do("to_staff", "desk.open_thread", given={"topic": "general"}, opened="handed_over"),
        End("handed_over", say="talk_to_staff.handed_over"),
        End("declined", say="offer_staff.declined"),
    )
