"""What comes in as a file is written anew or refused; who handed it in may send it, once."""

import io
import subprocess
import sys

import pikepdf
import pytest
from PIL import Image

from models.attachments import services as attachments
from models.attachments.examining import examine
from models.attachments.rules import (
    JPEG,
    PDF,
    PNG,
    FileRefusedError,
    Quota,
    Why,
    clean_name,
)
from models.attachments.shelf import Shelf
from models.attachments.views import FileView
from models.db import transaction
from tests.server import files
from tests.server.files import pdf, picture

REFUSED = [
    ("empty", b"", Why.EMPTY),
    ("svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>', Why.WRONG_TYPE),
    ("html", b"<!doctype html><script>x()</script>", Why.WRONG_TYPE),
    ("zip", b"PK\x03\x04" + b"\0" * 100, Why.WRONG_TYPE),
    ("php", b"<?php system($_GET[0]);", Why.WRONG_TYPE),
    ("exe", b"MZ\x90\0" + b"\0" * 100, Why.WRONG_TYPE),
    ("pdf not at its beginning", b"\n" + pdf(), Why.WRONG_TYPE),
    ("only a mark of JPEG", b"\xff\xd8\xff" + b"<?php ?>" * 9, Why.DAMAGED),
    ("only a mark of GIF", b"GIF89a/*" + b"*/=1;alert(1)//" * 9, Why.DAMAGED),
    ("only a mark of PNG", b"\x89PNG\r\n\x1a\n" + b"\0" * 40, Why.DAMAGED),
    ("only a mark of PDF", b"%PDF-1.7\n" + b"x" * 5000, Why.DAMAGED),
    ("cut off", picture(size=(600, 400), color="blue")[:900], Why.DAMAGED),
    ("30,000 by 30,000", picture("PNG", (30_000, 30_000), mode="1", color=0), "pixels"),
    ("script", pdf(files.script), Why.ACTIVE),
    ("script in an object stream", pdf(files.script, **files.IN_OBJECT_STREAMS), Why.ACTIVE),
    ("script by another spelling", files.hidden(pdf(files.script)), Why.ACTIVE),
    ("program", pdf(files.launch, **files.IN_OBJECT_STREAMS), Why.ACTIVE),
    ("file inside", pdf(files.file_inside), Why.ACTIVE),
    ("password", pdf(**files.LOCKED), Why.LOCKED),
    ("empty password", pdf(**files.LOCKED_FOR_NOBODY), Why.LOCKED),
]


@pytest.mark.parametrize(("data", "why"), [row[1:] for row in REFUSED], ids=[r[0] for r in REFUSED])
def test_a_hostile_file_is_refused(tmp_path, data, why):
    (tmp_path / "in").write_bytes(data)

    with pytest.raises(FileRefusedError) as refused:
        examine(tmp_path / "in", tmp_path / "out")

    assert (Why.TOO_MANY_PIXELS if why == "pixels" else why) == refused.value.why


@pytest.mark.parametrize(
    ("data", "kept", "size"),
    [
        (picture(), JPEG, (60, 40)),
        (picture("PNG"), PNG, (60, 40)),
        (picture("PNG", mode="RGBA", color=(1, 2, 3, 4)), PNG, (60, 40)),
        (picture("WEBP"), JPEG, (60, 40)),
        (picture("GIF", mode="P", color=3), PNG, (60, 40)),
        (picture(mode="CMYK", color=(1, 2, 3, 4)), JPEG, (60, 40)),
        (picture("PNG", mode="I;16", color=9), PNG, (60, 40)),
        (picture(size=(8000, 6000)), JPEG, (3600, 2700)),
        (files.photo_with_place(), JPEG, (40, 60)),
        (picture() + b"<?php system($_GET[0]); ?>", JPEG, (60, 40)),
    ],
)
def test_a_picture_is_written_anew(tmp_path, data, kept, size):
    (tmp_path / "in").write_bytes(data)

    told = examine(tmp_path / "in", tmp_path / "out")

    assert {"type": kept.mime, "width": size[0], "height": size[1]} == told
    written = (tmp_path / "out").read_bytes()
    with Image.open(io.BytesIO(written)) as seen:
        assert size == seen.size
        assert not dict(seen.getexif())
        assert seen.info.keys() <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert b"php" not in written


def test_a_pdf_is_written_anew_without_what_hangs_on_it(tmp_path):
    (tmp_path / "in").write_bytes(pdf(files.goes_to_page) + b"PK\x03\x04 another file")

    told = examine(tmp_path / "in", tmp_path / "out")

    assert PDF.mime == told["type"]
    assert b"PK\x03\x04" not in (tmp_path / "out").read_bytes()
    with pikepdf.open(tmp_path / "out") as read:
        assert len(read.pages) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="measured by Linux's own means")
@pytest.mark.parametrize(
    "data",
    [
        picture(size=(8160, 6120)),
        picture("PNG", (4800, 3100)),
        picture("WEBP", (2800, 2800), mode="RGBA"),
        picture("PNG", (30_000, 30_000), mode="1", color=0),
        pdf(**files.IN_OBJECT_STREAMS),
    ],
    ids=["jpeg", "png", "webp", "bomb", "pdf"],
)
def test_no_file_takes_more_than_200_megabytes(tmp_path, data):
    (tmp_path / "in").write_bytes(data)
    watched = (
        "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True, "
        "stdout=subprocess.DEVNULL); "
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    command = [sys.executable, "-m", "models.attachments.examining"]

    used = subprocess.run(  # noqa: S603 -- our own
        [sys.executable, "-c", watched, *command, tmp_path / "in", tmp_path / "out"],
        check=True,
        capture_output=True,
        text=True,
    )

    assert int(used.stdout) < 200 * 1024


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("KTP Budi.jpg", "KTP Budi.jpg"),
        ("../../etc/passwd", "passwd.jpg"),
        ("C:\\Users\\a\\kk.png", "kk.jpg"),
        ("shell.php.jpg", "shell_php.jpg"),
        ("a\0b.jpg", "a b.jpg"),
        ("\u202egpj.exe", "gpj.jpg"),
        ("CON.txt", "_CON.jpg"),
        ("lpt1", "_lpt1.jpg"),
        ("conto.jpg", "conto.jpg"),
        ('"><script>.jpg', "script.jpg"),
        ("a\r\nSet-Cookie: x.jpg", "a Set-Cookie_ x.jpg"),
        ("x" * 300 + ".jpg", "x" * 76 + ".jpg"),
        ("foto \u00e9\u4e2d.jpg", "foto \u00e9\u4e2d.jpg"),
        ("...", "picture.jpg"),
        ("", "picture.jpg"),
    ],
)
def test_a_name_means_nothing_but_itself(raw, clean):
    assert clean == clean_name(raw, JPEG)


QUOTA = Quota(3, 1000)


def a_file(number, *, uploader="web:a", size=100, at_ms=0):
    return FileView(
        number * 32, uploader, None, None, "a.jpg", "picture", "image/jpeg", size, 6, 4, "d", at_ms
    )


async def keep(*given):
    for file in given:
        async with transaction():
            await attachments.keep(file, QUOTA)


@pytest.mark.parametrize(
    ("earlier", "fits"),
    [
        ([a_file("1"), a_file("2")], True),
        ([a_file("1"), a_file("2"), a_file("3")], False),
        ([a_file("1", size=901)], False),
        ([a_file("1", size=900)], True),
        ([a_file("1", uploader="web:b", size=1000)], True),
        ([a_file("1", size=1000, at_ms=-90_000_000)], True),
    ],
)
async def test_a_sender_hands_in_so_much_a_day(database, earlier, fits):
    for file in earlier:
        async with transaction():
            await attachments.keep(file, Quota(99, 9999))

    if fits:
        await keep(a_file("f"))
    else:
        with pytest.raises(FileRefusedError):
            await keep(a_file("f"))

    assert fits == (await attachments.find("f" * 32) is not None)


@pytest.mark.parametrize(
    "ids",
    [["2" * 32], ["9" * 32], ["1" * 32, "2" * 32], ["1" * 32] * 2, [c * 32 for c in "123456"]],
    ids=["another's", "made up", "one of them", "twice", "six"],
)
async def test_only_own_files_go_with_a_message(database, ids):
    await keep(a_file("1"), a_file("2", uploader="web:b"))

    async with transaction():
        with pytest.raises(FileRefusedError):
            await attachments.waiting(ids, uploader="web:a")


async def test_a_file_goes_with_one_message_only(database):
    await keep(a_file("1"))
    async with transaction():
        found = await attachments.waiting(["1" * 32], uploader="web:a")
        await attachments.attach(found, message_id=5, conversation_id=6)

    async with transaction():
        with pytest.raises(FileRefusedError):
            await attachments.waiting(["1" * 32], uploader="web:a")

    assert [file.message_id for file in await attachments.of_message(5)] == [5]


async def test_what_no_message_came_for_goes_after_a_day(database):
    await keep(a_file("1"), a_file("2"), a_file("3", at_ms=90_000_000))
    async with transaction():
        found = await attachments.waiting(["1" * 32], uploader="web:a")
        await attachments.attach(found, message_id=5, conversation_id=6)

    async with transaction():
        gone = await attachments.forget_unused(at_ms=90_000_000)

    assert gone == ["2" * 32]
    assert {"2" * 32} == await attachments.unknown_of([c * 32 for c in "123"])


def test_a_file_is_kept_under_our_own_name_only(tmp_path):
    shelf = Shelf(tmp_path / "files")
    shelf.open()
    written = shelf.incoming()
    written.write_bytes(b"content")

    shelf.keep(written, "ab" * 16)

    assert shelf.place("ab" * 16).read_bytes() == b"content"
    assert (tmp_path / "files").stat().st_mode & 0o777 == 0o700
    assert list(shelf.older_than(-1)) == ["ab" * 16]
    for number in ("../../x", "AB" * 16, "", "ab" * 15 + "\n"):
        with pytest.raises(ValueError, match=r"^"):
            shelf.place(number)
