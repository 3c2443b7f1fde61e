"""The page of messages that were not understood, and `loket unknown`, beside a running office."""

import asyncio
import json
import os
import re
import sys
import uuid

import aiohttp
import pytest
import pytest_asyncio

from tests.clients.server import ROOT
from tests.wire.test_desk import log_in

pytestmark = pytest.mark.asyncio(loop_scope="session")
PATH = "/desk/unknown"


@pytest_asyncio.fixture(loop_scope="session")
async def sari(served):
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as opened:
        assert (await log_in(opened, served.base, "sari", "demo")).status == 303
        yield opened


@pytest_asyncio.fixture(loop_scope="session")
async def odd(visit):
    """Words nobody knows, said in a window."""
    words = f"blenduk {uuid.uuid4().hex[:8]} grmbl"
    await _say(visit, words)
    return words


async def _say(visit, text):
    socket, _ = await visit()
    answer = await socket.ask("send", {"client_key": str(uuid.uuid4()), "text": text})
    assert answer["ok"], answer
    return answer["messages"][0]["text"]


async def _page(session, base, query=""):
    async with session.get(f"{base}{PATH}{query}", allow_redirects=False) as answer:
        return answer.status, await answer.text()


def _form(page, words):
    """The number and the token of the form that shows these words."""
    (form,) = [each for each in page.split("<form")[1:] if words in each]
    return {
        name: re.search(rf'name="{name}" value="([^"]+)"', form)[1] for name in ("csrf_token", "id")
    }


async def _label(session, base, form):
    async with session.post(f"{base}{PATH}", data=form, allow_redirects=False) as answer:
        return answer.status


async def _loket(served, *arguments):
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "server", *arguments),
        cwd=served.folder,
        env={**os.environ, **served.environment, "PYTHONPATH": str(ROOT)},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    told, wrong = await process.communicate()
    return process.returncode, told.decode(), wrong.decode()


async def test_without_a_login_the_page_is_closed(served, session):
    async with session.get(f"{served.base}{PATH}", allow_redirects=False) as answer:
        assert (answer.status, answer.headers["Location"]) == (303, f"/login?next={PATH}")
    assert await _label(session, served.base, {"id": "1", "intent": "menu"}) == 303


@pytest.mark.parametrize(
    ("language", "title"), [("id", "Tidak dipahami"), ("en", "Not understood")]
)
async def test_staff_read_it_in_their_language(served, sari, odd, language, title):
    status, page = await _page(sari, served.base, f"?lang={language}")

    assert (status, f"<h1>{title}</h1>" in page, odd in page) == (200, True, True)


async def test_a_label_is_kept_and_followed(served, sari, visit, odd):
    form = _form((await _page(sari, served.base))[1], odd)
    assert await _label(sari, served.base, {**form, "intent": "opening_hours"}) == 303

    assert odd not in (await _page(sari, served.base))[1]
    assert odd in (await _page(sari, served.base, "?labelled"))[1]
    async with asyncio.timeout(10):
        while "buka" not in (await _say(visit, odd.upper())).lower():
            await asyncio.sleep(0.1)


async def test_a_form_of_elsewhere_or_without_sense_is_refused(served, sari, odd):
    form = {**_form((await _page(sari, served.base))[1], odd), "intent": "menu"}

    assert await _label(sari, served.base, {**form, "csrf_token": "0" * 64}) == 403
    assert await _label(sari, served.base, {**form, "intent": "drop"}) == 422
    for number in ("0", "-1", "9" * 40, "x", "\u0663"):
        assert await _label(sari, served.base, {**form, "id": number}) == 422
    assert odd in (await _page(sari, served.base))[1]


async def test_auditors_read_telephones_in_part_and_label_nothing(served, visit):
    await _say(visit, f"blenduk 081234567890 {uuid.uuid4().hex[:6]} grmbl")
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as tono:
        assert (await log_in(tono, served.base, "tono", "demo")).status == 303
        page = (await _page(tono, served.base))[1]

    assert "blenduk *********890" in page
    assert "081234567890" not in page
    assert "<select" not in page


async def test_words_are_shown_and_never_run(served, sari, visit):
    await _say(visit, "<script>grmbl blenduk</script> {{7*7}}")

    page = (await _page(sari, served.base))[1]
    assert "<script>grmbl" not in page


async def test_the_command_lists_labels_and_exports(served, odd, tmp_path):
    _, told, _ = await _loket(served, "unknown", "list", "--json")
    (row,) = [each for each in map(json.loads, told.splitlines()) if each["text"] == odd]
    assert (row["context"], row["channel"], row["times"]) == ("idle", "web", 1)
    code, told, _ = await _loket(served, "unknown", "label", row["id"], "noise")
    assert (code, told) == (0, "Kept, for those who teach the bot.\n")
    file = tmp_path / "labelled.jsonl"
    assert (await _loket(served, "unknown", "export", str(file), "--all"))[0] == 0

    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    (mine,) = [each for each in rows if each["text"] == odd]
    assert (mine["intent"], mine["slots"], mine["lang"]) == ("abusive_or_noise", {}, "id")
    code, told, _ = await _loket(served, "understand", str(file))
    assert (code, len(told.splitlines())) == (0, len(rows))


@pytest.mark.parametrize(
    ("number", "intent"), [("1", "menu"), ("x", "menu"), ("9" * 30, "menu"), ("1", "nothing")]
)
async def test_the_command_refuses_with_one_sentence(served, number, intent):
    code, _, wrong = await _loket(served, "unknown", "label", number, intent)

    assert (code, wrong.count("\n")) == (2, 1)
