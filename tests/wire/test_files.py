"""Files over HTTP and in messages: who may hand in, who may fetch, and what is told to others."""

import io
import re
import uuid

import aiohttp
import pytest
import pytest_asyncio
from PIL import Image

from models.attachments.rules import Why
from models.cases import uploading
from models.db import Statement, transaction
from models.people.rules import Role
from server.attaching import SENTENCES
from server.filekeys import VALID_SECONDS
from server.words import catalogue
from tests.server import files
from tests.wire.own_office import own_office

pytestmark = pytest.mark.asyncio(loop_scope="session")
_CASES = Statement(
    'select c."id", c."number" from "case_file" c join "missing_paper" p on p."case_id" = c."id" '
    'where p."received_at_ms" is null group by c."id", c."number"'
)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def office(furnished_file, tmp_path_factory):
    folder = tmp_path_factory.mktemp("files")
    async with own_office(furnished_file, folder, attachment_most_mb=1) as opened:
        yield opened


class Visitor:
    """A page of the chat that hands files in."""

    def __init__(self, browser, socket, welcome):
        self.browser, self.socket = browser, socket
        self.conversation = welcome["conversation"]
        self.headers = {"Authorization": f"Bearer {welcome['token']}"}

    async def hand_in(self, data, name="foto.jpg", **headers):
        form = aiohttp.FormData()
        form.add_field("file", io.BytesIO(data), filename=name)
        asked = {**self.headers, **headers}
        async with await self.browser.ask(
            "POST", "/files?lang=id", data=form, headers=asked
        ) as got:
            return got.status, await got.json() if got.content_type == "application/json" else None

    async def kept(self, data, name="foto.jpg"):
        status, told = await self.hand_in(data, name)
        assert status == 200, told
        return told

    async def send(self, *ids, text="", key=None):
        said = {"client_key": key or str(uuid.uuid4()), "text": text, "attachments": list(ids)}
        return await self.socket.ask("send", said)

    async def key(self):
        async with await self.browser.ask("GET", "/files", headers=self.headers) as got:
            return (await got.json())["key"]


@pytest_asyncio.fixture(loop_scope="session")
async def visitor(office):
    return await visit(office)


async def visit(office):
    browser = office.browser()
    socket = await browser.socket("/visitor")
    return Visitor(browser, socket, await socket.event("welcome"))


async def fetch(browser, url):
    async with await browser.ask("GET", url) as got:
        return got.status, await got.read(), got.headers


async def test_a_picture_reaches_staff_without_where_it_was_taken(office, visitor):
    told = await visitor.kept(files.photo_with_place(), "../KTP 1205011708900123.php.jpg")
    sent = await visitor.send(told["id"])
    desk = await (await office.member(Role.AGENT)).socket("/desk")
    shown = await desk.ask("open", {"conversation": visitor.conversation})
    status, content, headers = await fetch(office.browsers[-1], told["url"])

    assert sent["ok"], sent
    assert told["name"] == "KTP_____________0123_php.jpg" or "120501170890" not in told["name"]
    assert [told["id"]] == [each["id"] for each in shown["messages"][0]["attachments"]]
    assert "berkas" in sent["messages"][0]["text"]
    assert status == 200
    with Image.open(io.BytesIO(content)) as seen:
        assert seen.size == (told["width"], told["height"]) == (40, 60)
        assert not dict(seen.getexif())
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Type"] == "image/jpeg"
    assert headers["Content-Disposition"].startswith("inline; filename=")
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert headers["Cache-Control"].startswith("private")


async def test_a_paper_comes_as_a_download(visitor):
    told = await visitor.kept(files.pdf(), "kk é.pdf")
    assert (await visitor.send(told["id"], text="ini kk saya"))["ok"]
    status, _, headers = await fetch(visitor.browser, f"{told['url']}?key={await visitor.key()}")

    assert status == 200
    assert headers["Content-Disposition"] == (
        "attachment; filename=\"kk _.pdf\"; filename*=UTF-8''kk%20%C3%A9.pdf"
    )


async def test_another_s_file_is_as_one_that_never_was(office, visitor):
    told = await visitor.kept(files.picture())
    assert (await visitor.send(told["id"]))["ok"]
    other, nobody = await visit(office), office.browser()
    keys = [await other.key(), "x", "", "c1.ff.AAAA", "m1.ffffffff." + "A" * 22]
    auditor = await office.member(Role.AUDITOR)

    answers = {(await fetch(other.browser, f"{told['url']}?key={key}"))[:2] for key in keys}
    answers |= {(await fetch(each, told["url"]))[:2] for each in (nobody, auditor)}
    answers.add((await fetch(visitor.browser, f"/files/{'0' * 32}/a.jpg?key={keys[0]}"))[:2])
    answers.add((await fetch(visitor.browser, "/files/..%2f..%2fetc/passwd"))[:2])
    answers.add((await fetch(visitor.browser, "/files/%00/a.jpg"))[:2])

    assert len(answers) == 1
    assert next(iter(answers))[0] == 404
    assert (await other.send(told["id"]))["error"]["code"] == "file_unknown"
    assert (await other.send("0" * 32))["error"]["code"] == "file_unknown"


async def test_a_key_opens_files_for_half_a_day(office, visitor):
    told = await visitor.kept(files.picture())
    assert (await visitor.send(told["id"]))["ok"]
    address = f"{told['url']}?key={await visitor.key()}"

    assert (await fetch(visitor.browser, address))[0] == 200
    office.clock.advance(VALID_SECONDS + 1)
    assert (await fetch(visitor.browser, address))[0] == 404
    renewed = f"{told['url']}?key={await visitor.key()}"
    assert (await fetch(visitor.browser, renewed))[0] == 200


@pytest.mark.parametrize(
    ("data", "status", "code"),
    [
        (b"", 422, "file_empty"),
        (b"<svg onload='x()'/>", 415, "file_wrong_type"),
        (files.pdf(files.script), 422, "file_active"),
        (files.BIG, 413, "file_too_big"),
        (files.picture("PNG", (30_000, 30_000), mode="1", color=0), 422, "file_too_many_pixels"),
    ],
    ids=["empty", "svg", "script", "big", "bomb"],
)
async def test_what_is_refused_leaves_nothing(office, visitor, data, status, code):
    before = kept_files(office)

    got, told = await visitor.hand_in(data)

    assert (got, told["ok"], told["error"]["code"]) == (status, False, code)
    assert told["error"]["message"] == catalogue("id").gettext(SENTENCES[Why(code)])
    assert told["error"]["message"] != SENTENCES[Why(code)]
    assert kept_files(office) <= before


def kept_files(office):
    return {path for path in office.office.filing.folder.rglob("*") if path.is_file()}


async def test_strangers_and_foreign_pages_hand_nothing_in(office, visitor):
    agent = await office.member(Role.AGENT)
    form = {"file": io.BytesIO(files.picture())}

    assert (await visitor.hand_in(files.picture(), Authorization="Bearer nonsense"))[0] == 401
    assert (await visitor.hand_in(files.picture(), Authorization=""))[0] == 401
    assert (await visitor.hand_in(files.picture(), Origin="https://evil.example"))[0] == 403
    async with await agent.ask("POST", "/files", data=form) as got:
        assert got.status == 403
    async with await visitor.browser.ask(
        "POST", "/files", json={"file": "x"}, headers=visitor.headers
    ) as got:
        assert got.status == 400


async def test_limits_are_told_before_and_kept(office, visitor):
    async with await visitor.browser.ask("GET", "/files?lang=id", headers=visitor.headers) as got:
        terms = await got.json()
    assert (terms["most_bytes"], terms["files_left"]) == (1_000_000, 20)
    assert "1 MB" in terms["limits"]

    ids = [(await visitor.kept(files.picture()))["id"] for _ in range(20)]
    status, told = await visitor.hand_in(files.picture())

    assert (status, told["error"]["code"]) == (429, "file_quota")
    assert (await visitor.send(*ids[:6]))["error"]["code"] == "bad_request"
    assert (await visitor.send(ids[0], ids[0]))["error"]["code"] == "too_many_files"
    assert (await visitor.send(*ids[:5]))["ok"]
    other = await visit(office)
    assert (await other.hand_in(files.picture()))[0] == 200


async def test_a_message_sent_twice_has_its_files_once(visitor):
    told = await visitor.kept(files.picture())
    key = str(uuid.uuid4())

    first, second = [await visitor.send(told["id"], key=key) for _ in range(2)]

    assert first == second
    assert (await visitor.send(told["id"]))["error"]["code"] == "file_unknown"


async def test_staff_answer_with_a_file(office, visitor):
    await visitor.socket.ask("send", {"client_key": str(uuid.uuid4()), "text": "halo"})
    agent = await office.member(Role.AGENT)
    desk, where = await agent.socket("/desk"), {"conversation": visitor.conversation}
    assert (await desk.ask("take", where))["ok"]
    form = aiohttp.FormData()
    form.add_field("file", files.pdf(), filename="formulir.pdf")
    csrf = {"X-CSRF-Token": await agent.token()}
    async with await agent.ask("POST", "/files", data=form, headers=csrf) as got:
        told = await got.json()
    words = {**where, "client_key": str(uuid.uuid4()), "attachments": [told["id"]]}

    note = await desk.ask("note", {**words, "text": "untuk kita"})
    sent = await desk.ask("reply", words)
    again = await desk.ask("reply", {**words, "client_key": str(uuid.uuid4())})
    seen = (await visitor.socket.ask("since", {"pos": sent["pos"] - 1}))["messages"][0]

    assert (note["ok"], note["error"]["code"]) == (False, "bad_request")
    assert sent["ok"]
    assert again["error"]["code"] == "file_unknown"
    assert (seen["text"], seen["attachments"][0]["name"]) == ("", "formulir.pdf")
    assert (await fetch(visitor.browser, f"{told['url']}?key={await visitor.key()}"))[0] == 200


async def link_to(office, visitor):
    """A case that waits for papers, and the path of a link made in the visitor's conversation."""
    await visitor.socket.ask("send", {"client_key": str(uuid.uuid4()), "text": "halo"})
    (case, *_) = await _CASES.rows()
    await _OWN.run("+628110000777", case["id"])
    async with transaction():
        link = await uploading.upload_link(
            case["number"],
            ids=[],
            phone="+628110000777",
            at_ms=office.clock.ms,
            conversation_id=visitor.conversation,
        )
    return case["number"], f"/upload/{link.token}"


_OWN = Statement('update "case_file" set "phone" = ? where "id" = ?')


async def hand_papers_in(browser, path, data, *, token=None):
    page = await browser.text(path)
    form = aiohttp.FormData()
    form.add_field("csrf_token", token or re.search(r'csrf_token" value="(\w+)"', page)[1])
    for name in re.findall(r'name="(paper-\d+)"', page):
        form.add_field(name, data, filename="x.jpg")
    async with await browser.ask("POST", path, data=form) as got:
        return got.status, await got.text()


async def test_papers_are_handed_in_without_javascript(office, visitor):
    number, path = await link_to(office, visitor)
    browser = office.browser()
    page = await browser.text(f"{path}?lang=en")
    refused = await hand_papers_in(browser, path, b"<svg/>")
    foreign = await hand_papers_in(browser, path, files.picture(), token="0" * 64)

    status, thanks = await hand_papers_in(browser, path, files.photo_with_place())
    told = (await visitor.socket.ask("since", {"pos": 0}))["messages"][-1]

    assert number in page
    assert (refused[0], foreign[0]) == (422, 403)
    assert "Only pictures" in refused[1]
    assert (status, number in thanks) == (200, True)
    assert (told["author"], told["act"]) == ("system", "paper")
    assert number in told["text"]
    assert told["attachments"][0]["kind"] == "picture"
    gone = {(await fetch(browser, where))[0] for where in (path, "/upload/nonsense")}
    assert gone == {404}
    assert _shape(await browser.text(path)) == _shape(await browser.text("/upload/nonsense"))


async def test_a_link_of_long_ago_is_as_one_that_never_was(office, visitor):
    _, path = await link_to(office, visitor)
    browser = office.browser()
    assert (await fetch(browser, path))[0] == 200

    office.clock.advance(48 * 3600 + 1)

    assert (await fetch(browser, path))[0] == 404
    assert _shape(await browser.text(path)) == _shape(await browser.text("/upload/nonsense"))


def _shape(page):
    """A page without what is made anew for each answer."""
    return re.sub(r'(nonce|value)="[^"]+"|/upload/[\w-]+', "", page)
