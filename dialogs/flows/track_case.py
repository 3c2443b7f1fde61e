"""Track my case: the contact gives a case number and hears where it stands.

The number alone tells only the stage: it is printed on receipts and easy to guess. The phone on
file, or a second fact, opens the rest.
"""

from dialogs.engine.ears import (
    asked_case_number,
    case_number,
    case_number_and_fact,
    second_fact,
)
from dialogs.engine.script import Ask, Dialog, Do, End, Tell
from dialogs.numbering import lost_number, short_number


class TrackCase(Dialog):
    name = "track_case"
    keywords = ("CEK", "STATUS", "LACAK", "TRACK", "CHECK")
    begins_on = (
        (case_number_and_fact, "proving"),
        (case_number, "looking_up"),
        (lost_number, "without_number"),
    )

    script = (
        Ask(
            "asking_number",
            say="track_case.ask_number",
            explain="track_case.explain_number",
            hears={
                case_number_and_fact: "proving",
                asked_case_number: "looking_up",
                short_number: "asking_whether",
                lost_number: "without_number",
            },
        ),
        Ask(
            "asking_whether",
            say="track_case.ask_whether",
            choices={"yes": "looking_up", "no": "asking_number"},
            hears={
                case_number_and_fact: "proving",
                asked_case_number: "looking_up",
                short_number: "asking_whether",
            },
        ),
        Ask(
            "without_number",
            say="track_case.without_number",
            choices={"again": "asking_number", "staff": "calling_staff"},
            hears={case_number_and_fact: "proving", asked_case_number: "looking_up"},
            is_loose=True,
        ),
        Do(
            "looking_up",
            "cases.find",
            takes=("number",),
            own="told",
            stage_only="telling_stage",
            missing="not_found",
            locked="locked",
        ),
        Ask(
            "not_found",
            say="track_case.not_found",
            explain="track_case.explain_not_found",
            choices={"again": "asking_number", "staff": "calling_staff"},
            hears={case_number_and_fact: "proving", asked_case_number: "looking_up"},
            is_loose=True,
        ),
        Tell("telling_stage", say="track_case.stage", then="asking_fact"),
        Ask(
            "asking_fact",
            say="track_case.ask_fact",
            explain="track_case.explain_fact",
            choices={"done": "finished"},
            hears={second_fact: "proving"},
            is_loose=True,
        ),
        Do(
            "proving",
            "cases.prove",
            takes=("number", "fact"),
            forgets=("fact",),
            own="told",
            wrong="telling_wrong",
            locked="locked",
        ),
        Tell("telling_wrong", say="track_case.wrong_fact", then="asking_fact"),
        Do(
            "calling_staff",
            "desk.open_thread",
            may_take=("number",),
            given={"topic": "case"},
            opened="handed_over",
            closed="staff_away",
        ),
        End("told", say="track_case.status"),
        End("finished", say="track_case.finished"),
        End("locked", say="track_case.locked"),
        End("handed_over", say="track_case.handed_over", is_quiet=True),
        End("staff_away", say="talk_to_staff.away"),
    )
