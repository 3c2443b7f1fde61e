"""What is stored, in the form that docs/wire gives to an outside audit."""

from collections.abc import Mapping
from typing import Any

from models.conversations.audit import all_messages
from models.conversations.rules import Act, Author
from models.orders import audit as orders
from models.queues import audit as queues
from models.surveys.audit import all_answers

LEDGER_AUTHORS = {Author.VISITOR: "user", Author.BOT: "bot", Author.STAFF: "staff"}


async def ledger() -> dict[str, list[dict[str, Any]]]:
    """Messages, changes of hand and what was promised; broadcasts are still to come."""
    rows = await all_messages()
    return {
        "messages": [_message(row) for row in rows if row["author"] in LEDGER_AUTHORS],
        "control": [_control(row) for row in rows if row["act"] is not None],
        "slots": await queues.slots(),
        "bookings": await queues.bookings(),
        "stock": await orders.stock(),
        "orders": await orders.orders(),
        "answers": await all_answers(),
        "broadcast": [],
    }


def _message(row: Mapping[str, Any]) -> dict[str, Any]:
    is_in = row["author"] == Author.VISITOR
    return {
        "id": row["id"],
        "pos": row["pos"],
        "conv": row["conversation_id"],
        "dir": "in" if is_in else "out",
        "cid": row["client_key"],
        "body": row["text"],
        "reply_to": row["reply_to"],
        "author": LEDGER_AUTHORS[row["author"]],
        "chan": row["channel"],
        "status": row["stage"] or ("received" if is_in else "sent"),
    }


def _control(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "conv": row["conversation_id"],
        "pos": row["pos"],
        "kind": "take" if row["act"] in (Act.TAKE, Act.STEP_IN, Act.ASSIGN) else "release",
        "staff": row["staff_id"],
    }
