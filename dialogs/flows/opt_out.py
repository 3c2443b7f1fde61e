"""Stop and start: whether a contact wants messages besides answers."""

from dialogs.engine.script import Dialog, Do, End


class OptOut(Dialog):
    """Confirmed once; then we are silent, also about a question that was open."""

    name = "opt_out"

    script = (
        Do("stopping", "people.opt_out", done="stopped"),
        End("stopped", say="opt_out.stopped", is_quiet=True),
    )


class OptIn(Dialog):
    name = "opt_in"

    script = (
        Do("starting", "people.opt_in", done="started"),
        End("started", say="opt_in.started"),
    )
