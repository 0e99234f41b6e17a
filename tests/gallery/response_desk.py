"""A desk over a story, for presenters and pictures: decides as the real one, writes nothing."""

from datetime import datetime
from typing import Any

from ltm_desktop.app.ports import Draft
from ltm_desktop.app.recorder import Proposal
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.acts import Act
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.decisions import required_signers
from ltm_desktop.domain.identifiers import PatientId, PersonId
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.site import SiteState
from tests.builders import PATIENT, PHYSICIAN
from tests.stories import Story


class _Clock:
    def __init__(self, at: datetime) -> None:
        self._at = at

    def now(self) -> datetime:
        return self._at


class _Ids:
    def __init__(self) -> None:
        self._count = 0

    def new(self, prefix: str) -> str:
        self._count += 1
        return f"{prefix}-{self._count}"


class LookingDesk:
    """Answer from a story; `proposed` keeps what was asked to be signed."""

    workstation = "ward-1"

    def __init__(self, story: Story, by: PersonId = PHYSICIAN) -> None:
        self.story = story
        self.by = by
        self.clock = _Clock(story.now)
        self.ids = _Ids()
        self.drafts: Any = self
        self.kept: dict[str, Draft] = {}
        self.proposed: list[Any] = []

    def act(self) -> Act:
        return self.story.act(self.by)

    def active(self) -> ActiveProtocol | None:
        return self.story.protocol

    def chart(self, _patient: PatientId) -> Chart:
        return self.story.chart

    def site(self) -> SiteState:
        return self.story.site

    def propose(self, command: Any, _say: Words) -> Proposal:
        events = self.story.decides(command, self.by)
        self.proposed.append(command)
        act = self.act()
        signers = required_signers(command, act)
        return Proposal(command, PATIENT, 0, act, events, {}, "the text", "en", signers)

    def save(self, draft: Draft) -> None:
        self.kept[draft.topic] = draft

    def find(self, _at: str, _by: str, _patient: str, topic: str) -> Draft | None:
        return self.kept.get(topic)

    def drop(self, _at: str, _by: str, _patient: str, topic: str) -> None:
        self.kept.pop(topic, None)
