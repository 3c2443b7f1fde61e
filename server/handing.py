"""Papers handed in by a link: kept for staff to check, and told of in the thread."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from models.attachments.services import attach
from models.cases import uploading
from models.conversations.rules import Act
from server import words
from server.attaching import case_uploader, claimed
from server.work import Group, Needs, RefusalError, Settled


@dataclass(frozen=True, slots=True)
class HandIn:
    """Papers of a case, each with a file that has come."""

    token: str
    wanted: uploading.Wanted
    paper_ids: Sequence[int]
    files: Sequence[str]

    @property
    def line(self) -> Hashable:
        return ("handing", self.wanted.case_id)

    @property
    def needs(self) -> Needs:
        return Needs(conversations=[self.wanted.conversation_id])

    async def do(self, group: Group) -> Settled:
        """The stage of the case stays: what has come is looked at first."""
        wanted = await uploading.wanted(self.token, at_ms=group.at_ms)
        if wanted is None:
            raise RefusalError("not_found", "This link is not good any more.")
        page = group.page(group.conversation(wanted.conversation_id))
        files = await claimed(self.files, uploader=case_uploader(wanted.number))
        await uploading.hand_in(wanted.case_id, self.paper_ids, at_ms=group.at_ms)
        language = page.now.language
        handed = [paper for paper in wanted.papers if paper.id in self.paper_ids]
        names = ", ".join(one.name_id if language == "id" else one.name_en for one in handed)
        told = words.paper_handed_in(names, wanted.number, language=language)
        line = page.act(Act.PAPER, told, staff_id=None, attachments=files)
        await attach(files, message_id=line.id, conversation_id=page.now.id)
        page.now.needs_person = True
        if {paper.id for paper in wanted.open_papers} <= set(self.paper_ids):
            await uploading.use_link(self.token, at_ms=group.at_ms)
        page.announce("messages")
        group.accept(page)
        return Settled(line, conversation=page.now)
