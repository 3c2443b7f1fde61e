"""What the counter asks by itself: to go on, what else was wanted, which of two was meant."""

from dialogs.engine.script import Ask, Dialog, End, Go


class GoOn(Dialog):
    """After an expiry, whoever comes back is asked before an old question takes an answer."""

    name = "go_on"

    script = (
        Ask(
            "asking",
            say="go_on.ask",
            choices={"yes": "going_on", "no": "beginning_anew"},
            is_loose=True,
        ),
        End("going_on", say="go_on.resumed"),
        Go("beginning_anew", "menu", is_fresh=True),
    )


class Also(Dialog):
    """A message held a second request: the first is done, the second offered."""

    name = "also"

    script = (
        Ask(
            "asking", say="also.ask", choices={"yes": "beginning", "no": "declined"}, is_loose=True
        ),
        Go("beginning", follows="dialog"),
        End("declined", say="also.declined"),
    )


class Which(Dialog):
    """A message can be read in two ways."""

    name = "which"

    script = (
        Ask(
            "asking",
            say="which.ask",
            offers="dialogs",
            picks="dialog",
            worded="title",
            at_once=3,
            then="beginning",
            is_loose=True,
        ),
        Go("beginning", follows="dialog"),
    )
