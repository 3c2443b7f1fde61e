"""Which sites may be listed for embedding, and the icons that are drawn."""

import struct
import zlib

import pytest

from web_chat.embedding import framed_by, is_site
from web_chat.icons import GROUND, SIZES, STATIC, is_bubble, png


@pytest.mark.parametrize(
    "site",
    [
        "https://langkatkab.example",
        "https://www.langkatkab.example:8443",
        "https://*.langkatkab.example",
        "http://localhost:*",
        "http://127.0.0.1:9000",
    ],
)
def test_a_site_is_scheme_and_host_and_perhaps_a_port(site):
    assert is_site(site)


@pytest.mark.parametrize(
    "site",
    [
        "",
        "*",
        "https:",
        "https://*",
        "langkatkab.example",
        "https://langkatkab.example/",
        "https://langkatkab.example/page",
        "https://user@langkatkab.example",
        "https://a.example; script-src *",
        "https://a.example 'self'",
        "https://a.example\nX: y",
        "HTTPS://A.EXAMPLE",
        "ftp://a.example",
        "javascript://a.example",
        "https://a..example",
        "https://a.*.example",
    ],
)
def test_nothing_else_gets_into_a_page_s_policy(site):
    assert not is_site(site)


def test_our_own_pages_may_always_show_the_embedded_chat():
    assert framed_by(["https://a.example"]) == "'self' https://a.example"


def test_the_drawing_has_a_bubble_with_a_tail():
    assert is_bubble(16, 15)
    assert is_bubble(11, 20)
    assert not is_bubble(2, 2)
    assert not is_bubble(15, 22)


def test_a_picture_is_a_whole_png():
    picture = png(32)
    body = picture.index(b"IDAT") + 4
    (length,) = struct.unpack(">I", picture[body - 8 : body - 4])
    rows = zlib.decompress(picture[body : body + length])

    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", picture[16:24]) == (32, 32)
    assert (len(rows), rows[:4]) == (32 * (1 + 32 * 3), b"\0" + GROUND)


def test_the_icons_are_there_in_every_size():
    for size in SIZES:
        head = (STATIC / f"icon-{size}.png").read_bytes()[:24]
        assert struct.unpack(">II", head[16:]) == (size, size)
