"""Looking for a place in the queue, the same for whoever books one and whoever moves theirs."""

from dialogs.engine.script import Do

KEPT = ("date", "time", "times", "dates")


def offering(
    name: str,
    *,
    takes: tuple[str, ...] = (),
    may_take: tuple[str, ...] = (),
    forgets: tuple[str, ...] = (),
    held: str,
    limit_reached: str,
    unknown_service: str,
) -> Do:
    """A step that goes on to `held` with the very place, or to what is told or asked instead.

    Those are `asking_time`, `telling_not_free`, `telling_full` and `telling_closed`.
    """
    return Do(
        name,
        "queues.offer",
        takes=takes,
        may_take=may_take,
        keeps=KEPT,
        forgets=forgets,
        held=held,
        offered="asking_time",
        not_free="telling_not_free",
        full="telling_full",
        closed="telling_closed",
        limit_reached=limit_reached,
        unknown_service=unknown_service,
    )
