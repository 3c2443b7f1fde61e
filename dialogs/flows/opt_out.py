"""Stop and start: whether a contact wants messages besides answers, or all but the offers."""

from dialogs.engine.script import Dialog, Do, End


class OptOut(Dialog):
    """Confirmed once; then we are silent, also about a question that was open."""

    name = "opt_out"
    words = ("UNREG", "UNSUBSCRIBE", "STOP SEMUA", "STOP ALL", "BERHENTI SEMUA")

    script = (
        Do("stopping", "people.opt_out", done="stopped"),
        End("stopped", say="opt_out.stopped", is_quiet=True),
    )


class OptOutOfOffers(Dialog):
    """Offers alone are refused: reminders and notices of one's own affairs still come."""

    name = "opt_out_offers"
    words = (
        *("STOP PROMO", "BERHENTI PROMO", "UNREG PROMO", "TANPA PROMO"),
        *("STOP OFFERS", "NO OFFERS", "STOP PROMOS", "NO PROMO"),
    )

    script = (
        Do("stopping", "people.opt_out", given={"scope": "promo"}, done="stopped"),
        End("stopped", say="opt_out_offers.stopped", is_quiet=True),
    )


class OptIn(Dialog):
    name = "opt_in"

    script = (
        Do("starting", "people.opt_in", done="started"),
        End("started", say="opt_in.started"),
    )


class OptInToOffers(Dialog):
    name = "opt_in_offers"
    words = ("MULAI PROMO", "REG PROMO", "START PROMO", "START OFFERS")

    script = (
        Do("starting", "people.opt_in", given={"scope": "promo"}, done="started"),
        End("started", say="opt_in_offers.started"),
    )
