"""Everything that was said, read whole for an outside audit."""

from collections.abc import Mapping, Sequence
from typing import Any

from models.db import Statement

_MESSAGES = Statement(
    'select m."id", m."pos", m."conversation_id", m."author", m."act", m."staff_id", '
    'm."channel", m."text", m."client_key", m."reply_to", o."stage" as "stage" '
    'from "message" m left join "outbox" o on o."message_id" = m."id" order by m."id"'
)


async def all_messages() -> Sequence[Mapping[str, Any]]:
    """Every message with its outbox stage, oldest first."""
    return await _MESSAGES.rows()
