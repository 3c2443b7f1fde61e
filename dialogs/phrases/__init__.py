"""Every word a contact reads from the dialogs: English sources by name, a module a subject.

`{fact}` puts a fact in as it is; `{price:money}` words it by its kind (money, date, long_date,
time, clock); any other kind is a family of phrases: `{stage:case_stage}` puts in the phrase
`case_stage.<fact>`. `{a?first|b?second}` puts in the phrase of the first fact that is not empty,
after a space.
Other languages stand in locale/; `python -m dialogs.catalogues` brings them up to date.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from inspect import getfile
from pathlib import Path

from dialogs.phrases import (
    applying,
    booking,
    case,
    codes,
    counter,
    engine,
    everywhere,
    giving_up,
    menu,
    news,
    notices,
    office,
    orders,
    people,
    shop,
    surveys,
    tickets,
)
from dialogs.phrases.phrase import Phrase

MODULES = (
    *(menu, case, booking, office, shop, orders, giving_up, tickets, surveys, applying),
    *(people, news, everywhere, counter, engine, notices, codes),
)
"""In the order in which the catalogues list them."""

FILES = tuple(Path(getfile(module)) for module in MODULES)

PHRASES: Mapping[str, Phrase] = {
    name: phrase for module in MODULES for name, phrase in module.PHRASES.items()
}


def given_twice() -> Iterator[str]:
    """Names that stand in more than one module, of which only the last would be said."""
    given = Counter(name for module in MODULES for name in module.PHRASES)
    return (name for name, count in given.items() if count > 1)
