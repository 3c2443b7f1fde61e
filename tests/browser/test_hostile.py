"""What strangers write is text wherever it is shown: no script runs, no false link is pressed."""

import sqlite3
import uuid
from contextlib import closing

import aiohttp
import pytest
from playwright.async_api import expect

from tests.browser.answering import TOKEN, conversation_of
from tests.browser.hostile import HONEST, LINKS, STRINGS, helpings
from tests.browser.site import foreign_site
from tests.wire.test_desk import Desks
from tests.wire.test_one_thread import Handset

pytestmark = pytest.mark.asyncio(loop_scope="session")
NUMBER = "+6281200000888"
WATCH = """
  globalThis.ran = 0;
  globalThis.xss = globalThis.alert = globalThis.prompt = () => { globalThis.ran += 1; };
"""
NOTICES = """
  globalThis.told = [];
  globalThis.Notification = class {
    static permission = "granted";
    constructor(title, options) {
      globalThis.told.push(title, options.body);
      document.documentElement.dataset.told = "";
    }
    close() {}
  };
  Object.defineProperty(Document.prototype, "hidden", { get: () => true });
  document.hasFocus = () => false;
  const on = { notice: { mine: true } };
  Storage.prototype.getItem = (get => function (name) {
    return name.endsWith(".switches") ? JSON.stringify(on) : get.call(this, name);
  })(Storage.prototype.getItem);
"""
TEXTS = helpings(STRINGS)
NAME = "<img src=x onerror=xss()> " + STRINGS[0]


async def watched(people, path, **how):
    """A page in which a script of a stranger would be noticed."""
    page = await people.open("/login", **how)
    await page.context.add_init_script(WATCH)
    await page.goto(path)
    return page


async def shown(page, places):
    """The texts of all elements of a kind, as people could copy them."""
    return await page.locator(places).evaluate_all("all => all.map(one => one.textContent)")


async def nothing_ran(*pages):
    return [await page.evaluate("globalThis.ran") for page in pages] == [0] * len(pages)


def call(demo, conversation):
    """Give the person of a thread a name that no form would take."""
    file = demo.folder / "loket.sqlite3"
    with closing(sqlite3.connect(file, timeout=10)) as opened, opened:
        (contact,) = opened.execute(
            'select "contact_id" from "conversation" where "id" = ?', (conversation,)
        ).fetchone()
        opened.execute(
            "insert into person (id, name, birth_date, nik_sealed, nik_digest, registered_at_ms)"
            " values (?, ?, '1990-01-01', '', ?, 1)",
            (contact, NAME, uuid.uuid4().hex),
        )
        opened.execute("insert into person_contact values (?, ?)", (contact, contact))


async def furnish(desks, desk, conversation):
    """Labels, a note, replies and an answer made of the strings."""
    admin = await desks("admin")
    short = [text for text in STRINGS if len(text) <= 32 and text.isprintable()][:20]
    labelled = await desk.ask("label", {"conversation": conversation, "add": short})
    assert labelled["ok"], labelled
    said = {"conversation": conversation}
    everything = "\n".join(STRINGS)
    for event in ("take", "note", "reply"):
        more = {} if event == "take" else {"client_key": uuid.uuid4().hex, "text": everything}
        ack = await desk.ask(event, {**said, **more})
        assert ack["ok"], ack
    for n, text in enumerate(TEXTS):
        saved = {
            "shortcut": f"jahat{n}",
            "text_id": text.replace("{", "(").replace("}", ")").replace("\t", " "),
            "category": short[n],
        }
        ack = await admin.ask("canned_save", saved)
        assert ack["ok"], ack
    return short


async def test_sixty_strings_are_text_in_chat_desk_search_panel_and_transcript(people, demo):
    assert len(STRINGS) == 60
    chat = await watched(people, "/chat")
    for n, text in enumerate(TEXTS, 1):
        await chat.fill("#text", text)
        await chat.press("#text", "Enter")
        await expect(chat.locator(".message.bot")).to_have_count(n)
    desks = Desks(demo.base)
    desk = await desks()
    try:
        word = f"kata{uuid.uuid4().hex[:8]}"
        await chat.fill("#text", f"{word} {STRINGS[8]}")
        await chat.press("#text", "Enter")
        await expect(chat.locator(".message.bot")).to_have_count(len(TEXTS) + 1)
        number = await conversation_of(chat)
        call(demo, number)
        short = await furnish(desks, desk, number)
    finally:
        await desks.close()
    await expect(chat.locator(".message.staff .bubble")).to_have_text("\n".join(STRINGS))
    screen = await people.staff()
    await screen.context.add_init_script(WATCH)
    await screen.goto(f"/desk?tab=mine&thread={number}")
    await expect(screen.locator(".message.note .bubble")).to_contain_text("xss()")
    bubbles = await shown(screen, ".message.visitor .bubble")
    await screen.fill("#search", word)
    await screen.press("#search", "Enter")
    await expect(screen.locator(".found .row").first).to_contain_text("<img src=x onerror=xss()>")
    await screen.press("#search", "Escape")
    await screen.fill("#reply", "/jahat")
    await expect(screen.locator("[role=option]").first).to_contain_text("xss()")
    body = await screen.evaluate("document.body.innerText")
    async with chat.expect_download() as saved:
        await chat.click("#menu summary")
        await chat.click("#menu [value=save]")
    kept = (await (await saved.value).path()).read_text(encoding="utf-8")
    await chat.emulate_media(media="print")
    unknown = await screen.context.new_page()
    await unknown.goto("/desk/unknown")
    listed = await unknown.evaluate("document.body.textContent")

    assert bubbles[: len(TEXTS)] == TEXTS
    assert await shown(chat, ".message.visitor .bubble") == bubbles
    assert NAME in body
    assert all(label in body for label in short[:3])
    assert all(line in kept for line in STRINGS)
    assert "xss()" in listed
    for page in (chat, screen):
        inside = ".bubble :is(img, script, svg, iframe, style, form, input, a, video, object)"
        assert await page.locator(inside).count() == 0
    assert await nothing_ran(chat, screen, unknown)


async def test_the_same_strings_by_text_message_are_text_at_the_desk(people, demo):
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session:
        phone = Handset(session, demo.base, NUMBER)
        for text in (STRINGS[0], *helpings(STRINGS[8:20], 12), STRINGS[58]):
            await phone.text(text)
            await phone.receives(".")
    screen = await people.staff()
    await screen.context.add_init_script(WATCH)
    await screen.goto("/desk?tab=all")
    await screen.click(f".row:has-text('{NUMBER}')")
    await expect(screen.locator(".message.visitor .bubble").last).to_have_text(STRINGS[58])
    bubbles = await shown(screen, ".message.visitor .bubble")
    handset = await watched(people, "/demo/phone")
    await handset.select_option("select", NUMBER)
    await expect(handset.locator(".message").first).to_be_visible()

    assert "\n".join(STRINGS[8:20]) in bubbles
    assert await nothing_ran(screen, handset)


async def test_only_an_honest_address_can_be_pressed(people):
    chat = await watched(people, "/chat")
    texts = [*LINKS, f"lihat {HONEST}."]
    for n, text in enumerate(texts, 1):
        await chat.fill("#text", text)
        await chat.press("#text", "Enter")
        await expect(chat.locator(".message.bot")).to_have_count(n)
    screen = await people.staff()
    await screen.context.add_init_script(WATCH)
    number = await conversation_of(chat)
    await screen.goto(f"/desk?tab=bot&thread={number}")
    await expect(screen.locator(".message.visitor .bubble").last).to_contain_text(HONEST)

    for page in (chat, screen):
        assert await shown(page, ".message.visitor .bubble") == texts
        links = page.locator(".bubble a")
        assert [await link.get_attribute("href") for link in await links.all()] == [HONEST]
        assert await links.get_attribute("rel") == "noopener noreferrer nofollow"
        assert await links.get_attribute("target") == "_blank"
        isolated = await page.locator(".message.visitor .bubble bdi").count()
        assert isolated >= len(texts)
    assert await nothing_ran(chat, screen)


async def test_a_notice_tells_a_stranger_s_words_as_text(people):
    screen = await people.staff()
    await screen.context.add_init_script(WATCH + NOTICES)
    chat = await watched(people, "/chat")
    await chat.fill("#text", "PETUGAS ada yang perlu dibantu")
    await chat.press("#text", "Enter")
    await expect(chat.locator(".message.bot")).to_have_count(1)
    number = await conversation_of(chat)
    await screen.goto(f"/desk?tab=waiting&thread={number}")
    await screen.click("button:has-text('Ambil alih')")
    await expect(chat.locator(".banner")).to_contain_text("Sari")
    await chat.fill("#text", STRINGS[8])
    await chat.press("#text", "Enter")
    await expect(screen.locator("html[data-told]")).to_have_count(1)
    told = await screen.evaluate("globalThis.told")

    assert any(STRINGS[8] in words for words in told)
    assert await nothing_ran(screen, chat)


async def test_a_file_s_hostile_name_is_text_or_gone(people, demo):
    chat = await watched(people, "/chat")
    await chat.fill("#text", "ini berkas")
    await chat.press("#text", "Enter")
    await expect(chat.locator(".message.bot")).to_have_count(1)
    told = await chat.evaluate(
        """async ([token, names]) => {
          const canvas = new OffscreenCanvas(8, 8);
          canvas.getContext("2d").fillRect(0, 0, 8, 8);
          const blob = await canvas.convertToBlob({type: "image/png"});
          const all = [];
          for (const name of names) {
            const form = new FormData();
            form.append("file", blob, name);
            const headers = {Authorization: `Bearer ${token}`};
            const answer = await fetch("/files", {method: "POST", body: form, headers});
            all.push(await answer.json());
          }
          return all;
        }""",
        [await chat.evaluate(TOKEN), [f"{STRINGS[8]}.png", f"{STRINGS[11]}.png", "a\u202egnp.exe"]],
    )
    assert all(each["ok"] for each in told)
    names = [each["name"] for each in told]
    assert not any(sign in name for name in names for sign in '<>"\u202e/')
    assert all(name.endswith(".png") for name in names)
    assert await nothing_ran(chat)


async def test_words_of_another_origin_are_not_taken_for_the_page_s_or_the_chat_s(people, demo):
    async with foreign_site(demo.base, attributes="data-open") as site:
        page = await people.open(site)
        frame = page.frame_locator("iframe")
        await expect(frame.locator("#text")).to_be_visible()
        inner = page.frames[-1]
        before = await inner.evaluate("document.querySelector('#text').value")
        await inner.evaluate(
            "for (const told of [{loket: 'kept', values: {'loket.chat.token': 'evil'}},"
            " {loket: 'shown', shown: false, text: 'evil'}, {loket: 'shown', text: 'evil'}])"
            " { postMessage(told, '*'); }"
        )
        await inner.evaluate("new Promise(requestAnimationFrame)")
        await inner.evaluate(
            "parent.postMessage({loket: 'keep', name: 'loket.chat.own', value: '1'}, '*');"
        )
        await page.wait_for_function(
            "() => Object.keys(localStorage).some((k) => /[.]own$/.test(k))"
        )
        await page.evaluate(
            """origin => {
              for (const told of [{loket: 'close'}, {loket: 'unread', count: 9},
                  {loket: 'keep', name: 'loket.chat.evil', value: '1'}]) {
                dispatchEvent(new MessageEvent('message', {data: told, origin}));
                dispatchEvent(new MessageEvent('message', {data: told, source: window, origin}));
              }
            }""",
            demo.base,
        )

        await expect(page.locator("iframe")).to_be_visible()
        assert await inner.evaluate("document.querySelector('#text').value") == before
        names = await page.evaluate("Object.keys(localStorage).join(' ')")
        assert "evil" not in names
        assert "evil" not in await page.evaluate("Object.values(localStorage).join(' ')")


async def test_a_window_of_an_unlisted_site_is_told_nothing_by_the_chat(people, demo):
    page = await people.open("/chat?embed=1")
    heard = await page.evaluate(
        """async () => {
          const words = [];
          addEventListener('message', ({data}) => { if (data?.loket) words.push(data.loket); });
          dispatchEvent(new MessageEvent('message', {data: {loket: 'kept',
              values: {'loket.chat.token': 'evil'}}, origin: 'https://evil.example',
              source: window}));
          await new Promise(requestAnimationFrame);
          return [words, JSON.stringify(localStorage)];
        }"""
    )

    assert "evil" not in heard[1]
    assert set(heard[0]) <= {"hello", "kept"}
