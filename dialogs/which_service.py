"""Which of the office's services is meant: asked in the same way wherever a dialog lacks it."""

from dialogs.ears import service
from dialogs.engine.script import Ask, Do


def which_service(
    *,
    say: str,
    explain: str | None = None,
    then: str,
    context: str | None = None,
    is_loose: bool = True,
) -> tuple[Do, Ask]:
    """The state `listing`, which looks them up, and `asking_service`, which fills `service`."""
    return (
        Do(
            "listing",
            "hours.place",
            keeps=("services",),
            told="asking_service",
            unknown="asking_service",
        ),
        Ask(
            "asking_service",
            say=say,
            explain=explain,
            offers="services",
            picks="service",
            worded="service",
            at_once=7,
            hears={service: then},
            then=then,
            context=context,
            is_loose=is_loose,
        ),
    )
