"""The text that brings a one-time code to a telephone."""

from models.conversations.page import Page
from models.conversations.views import OutboxView
from models.people.proving import Sending
from models.terms.channel import Priority, Stage
from server import words

PHONE_CHANNEL = "sms"


def code_text(page: Page, sending: Sending) -> OutboxView:
    """The code as a text by itself: it stands in no thread, so that no desk reads it."""
    return OutboxView(
        message_id=page.new_id(),
        conversation_id=page.now.id,
        channel=PHONE_CHANNEL,
        address=sending.phone,
        text=words.proof_code(sending.code, language=page.now.language),
        priority=Priority.REPLY,
        stage=Stage.QUEUED,
        due_at_ms=page.at_ms,
        valid_until_ms=sending.expires_at_ms,
        attempts=0,
        reference=0,
        repeats=0,
        detail="",
        updated_at_ms=page.at_ms,
    )
