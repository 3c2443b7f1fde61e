"""What dialogs ask of the office's news: the newest, and the ones before it.

- `news.latest` (number?: which one, the newest being 1) -> `told` {count, number, title_id,
  title_en, text_id, text_en, date, next: "" after the last}; `fewer` {count}: there are not so
  many; `none`
"""

import re

from models.news import services as news
from models.terms.request import Outcome
from server.answering.arguments import Arguments
from server.answering.asking import Answer, Asking


async def _latest(asking: Asking, arguments: Arguments) -> Outcome:
    told = await news.latest(at_ms=asking.page.at_ms)
    if not told:
        return Outcome("none")
    wanted = str(arguments.get("number", ""))
    number = int(wanted) if re.fullmatch("[1-9]", wanted) else 1
    if number > len(told):
        return Outcome("fewer", {"count": len(told)})
    item = told[number - 1]
    return Outcome(
        "told",
        {
            "count": len(told),
            "number": number,
            "title_id": item.title_id,
            "title_en": item.title_en,
            "text_id": item.text_id,
            "text_en": item.text_en,
            "date": asking.local(item.published_at_ms).date().isoformat(),
            "next": number + 1 if number < len(told) else "",
        },
    )


ANSWERS: dict[str, Answer] = {
    "news.latest": _latest,
}
