"""News of the office: the newest, or `BERITA 2` for the one before; a number alone goes on."""

from dialogs.engine.script import Ask, Dialog, Do, End
from dialogs.filling import latest_news, which_number


class News(Dialog):
    name = "news"
    keywords = ("BERITA", "NEWS", "PENGUMUMAN")
    words = ("INFO", "LATEST NEWS")
    begins_on = ((latest_news, "reading"),)
    fills = (which_number,)
    gives_way = ("telling",)

    script = (
        Do(
            "reading",
            "news.latest",
            may_take=("number",),
            keeps=("count", "number", "text", "date", "next"),
            told="telling",
            fewer="fewer",
            none="none",
        ),
        Ask(
            "telling",
            say="news.told",
            explain="news.explain",
            hears={which_number: "reading"},
            is_loose=True,
        ),
        Ask("fewer", say="news.fewer", hears={which_number: "reading"}, is_loose=True),
        End("none", say="news.none"),
    )
