"""News of the office: the newest, or `BERITA 2` for the one before."""

from dialogs.engine.script import Dialog, Do, End
from dialogs.filling import which_number


class News(Dialog):
    name = "news"
    keywords = ("BERITA", "NEWS", "PENGUMUMAN")
    words = ("INFO", "INFO TERBARU", "LATEST NEWS")
    fills = (which_number,)

    script = (
        Do("reading", "news.latest", may_take=("number",), told="told", none="none"),
        End("told", say="news.told"),
        End("none", say="news.none"),
    )
