"""The names of parts change while people talk: nobody waits for the new index."""

import threading

import pytest

from models.catalogue import spare_parts
from models.catalogue.spare_parts import NewPart, Wording
from models.db import transaction
from server.wordbook import PART, Wordbook, words_of

LATER = 2


class HeldIndex:
    """The real index, which is made only when it may be."""

    def __init__(self) -> None:
        self.may = threading.Event()
        self.made = []
        self.fails = False

    def __call__(self, parts, services):
        if not self.may.wait(timeout=30):
            raise TimeoutError
        if self.fails:
            raise MemoryError
        self.made.append(len(parts))
        return words_of(parts, services)


@pytest.fixture
def index():
    held = HeldIndex()
    yield held
    held.may.set()


@pytest.fixture
async def book(office, index, clock):
    """The names as the office knew them at its start."""
    book = Wordbook(index)
    object.__setattr__(office.talk, "words", book)
    index.may.set()
    await book.refresh(clock.ms)
    index.may.clear()
    office.clock.advance(LATER)
    return book


@pytest.fixture
def enter(clock, new_id):
    """Enter a part into the catalogue."""

    async def add(sku, name):
        part = NewPart(sku, Wording(name, name, "buah"), price_idr=1000)
        async with transaction():
            await spare_parts.add([part], at_ms=clock.ms, new_id=new_id)

    return add


async def test_turns_are_taken_with_the_old_names_while_the_new_are_indexed(
    office, book, index, enter
):
    old, happened = book.catalogue, []
    await enter("XYZ-1", "Zirkon Pelumas")

    await office.hear("halo")
    await office.hear("MENU", address="visitor-2")
    happened.append("answered" if book.catalogue is old and len(index.made) == 1 else "late")
    index.may.set()
    await book.renewed()
    happened.append(book.name(PART, "XYZ-1", "id"))

    assert happened == ["answered", "Zirkon Pelumas"]


async def test_names_and_index_are_of_the_same_state(office, book, index, enter):
    await enter("XYZ-1", "Zirkon Pelumas")
    await office.hear("halo")

    assert (book.name(PART, "XYZ-1", "id"), book.catalogue.sku("XYZ-1")) == (None, None)
    index.may.set()
    await book.renewed()
    assert (book.name(PART, "XYZ-1", "id"), book.catalogue.sku("XYZ-1")) == (
        "Zirkon Pelumas",
        "XYZ-1",
    )


async def test_a_change_while_names_are_indexed_is_found_afterwards(office, book, index, enter):
    await enter("XYZ-1", "Zirkon Pelumas")
    await office.hear("halo")
    await enter("XYZ-2", "Zirkon Kedua")
    office.clock.advance(LATER)
    await office.hear("halo")
    index.may.set()
    await book.renewed()
    assert book.name(PART, "XYZ-2", "id") is None

    office.clock.advance(LATER)
    await office.hear("halo")
    await book.renewed()

    assert book.name(PART, "XYZ-2", "id") == "Zirkon Kedua"
    first, second, third = index.made
    assert (second, third) == (first + 1, first + 2)


async def test_an_index_that_fails_leaves_the_old_names_and_is_tried_again(
    office, book, index, enter, caplog
):
    index.fails = True
    index.may.set()
    await enter("XYZ-1", "Zirkon Pelumas")
    await office.hear("halo")
    await book.renewed()
    assert book.catalogue.by_sku
    assert "the old ones stay" in caplog.text

    index.fails = False
    office.clock.advance(LATER)
    await office.hear("halo")
    await book.renewed()

    assert book.name(PART, "XYZ-1", "id") == "Zirkon Pelumas"
