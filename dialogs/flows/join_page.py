"""A code shown on the page and texted from a telephone: both are one person from then on."""

from dialogs.engine.script import Dialog, Do, End


class JoinPage(Dialog):
    name = "join_page"
    keywords = ("SAMBUNG", "LINK")

    script = (
        Do("looking", "people.joined", joined="joined", none="none"),
        End("joined", say="join_page.joined"),
        End("none", say="join_page.none"),
    )
