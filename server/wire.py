"""Messages and threads as docs/wire names them: the form in which screens get them."""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from models.attachments.views import Attached
from models.conversations.quarantine import QuarantineView
from models.conversations.rules import Author
from models.conversations.threads import About
from models.conversations.views import ConversationView, DeskEventView, MessageView
from models.terms.channel import Stage

Payload = Mapping[str, Any]


@lru_cache(maxsize=1024)
def moment(at_ms: int) -> str:
    """ISO 8601 in UTC with milliseconds."""
    at = datetime.fromtimestamp(at_ms / 1000, UTC)
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def for_visitor(message: MessageView, staff_names: Mapping[int, str]) -> Payload:
    """A message as the contact sees it."""
    seen = {
        "id": message.id,
        "pos": message.pos,
        "author": message.author.value,
        "text": message.text,
        "choices": [{"value": value, "label": label} for value, label in message.choices],
        "reply_to": message.reply_to,
        "at": moment(message.at_ms),
        "attachments": [file(each) for each in message.attachments],
        "status": "sent",
    }
    if message.client_key is not None:
        seen["client_key"] = message.client_key
    if message.act is not None:
        seen["act"] = message.act.value
    if message.author is Author.STAFF and message.staff_id is not None:
        seen["name"] = staff_names.get(message.staff_id, "")
    return seen


def file(attached: Attached) -> Payload:
    """One file of a message; a visitor's page adds `?key=` to the address."""
    return {**attached._asdict(), "url": f"/files/{attached.id}/{quote(attached.name)}"}


def for_desk(message: MessageView, staff_names: Mapping[int, str]) -> Payload:
    """A message as staff see it: with its door and how far it got."""
    seen = dict(for_visitor(message, {}))
    seen["channel"] = message.channel
    seen["status"] = _status(message)
    seen["act"] = message.act.value if message.act else None
    if message.staff_id is not None:
        seen["staff"] = {
            "id": message.staff_id,
            "name": staff_names.get(message.staff_id, ""),
        }
        seen["name"] = seen["staff"]["name"]
    return seen


def thread(
    conversation: ConversationView, staff_names: Mapping[int, str], about: About
) -> dict[str, Any]:
    """A conversation in the list of threads."""
    owner = conversation.owner_id
    department = conversation.department_id
    return {
        "conversation": conversation.id,
        "channel": conversation.channel,
        "address": _address(conversation),
        "doors": list(about.doors),
        "away": conversation.away_address,
        "at_page": _moment(conversation.at_page_ms or None),
        "name": about.name,
        "language": conversation.language,
        "speaker": conversation.speaker.value,
        "owner": None if owner is None else {"id": owner, "name": staff_names.get(owner, "")},
        "department": None if department is None else {"id": department, "name": ""},
        "waiting_since": _moment(conversation.waiting_since_ms),
        "place": None,
        "answer_due": None,
        "last_pos": conversation.last_pos,
        "preview": conversation.preview,
        "at": moment(conversation.updated_at_ms),
        "attention": conversation.needs_person,
        "labels": list(about.labels),
        "priority": conversation.urgency,
        "snoozed_until": _moment(conversation.snoozed_until_ms),
        "closed_at": _moment(conversation.closed_at_ms),
        "rating": None,
    }


def aside(found: QuarantineView) -> Payload:
    """Something that came in and is no text for the bot."""
    return {
        "id": found.id,
        "channel": found.channel,
        "line": found.line,
        "oddity": found.oddity.value,
        "address": found.address,
        "content": found.content,
        "text": found.text,
        "detail": found.detail,
        "at": moment(found.received_at_ms),
    }


def event(happened: DeskEventView) -> dict[str, Any]:
    """A desk event without the messages and threads it tells of."""
    return {
        "n": happened.n,
        "kind": happened.kind,
        "conversation": happened.conversation_id,
        **happened.detail,
    }


def _moment(at_ms: int | None) -> str | None:
    return None if at_ms is None else moment(at_ms)


def _status(message: MessageView) -> str:
    if message.stage is not None:
        return message.stage.value
    return "received" if message.author is Author.VISITOR else Stage.SENT.value


def _address(conversation: ConversationView) -> str:
    """A number as it is; a browser's secret address only in its first letters."""
    address = conversation.address
    return address if address.startswith("+") or len(address) < 20 else address[:6]  # noqa: PLR2004
