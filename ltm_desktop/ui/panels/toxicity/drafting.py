"""What is typed about a toxicity, kept as a draft; never a record. No Qt.

A report and a judgement are kept apart: one person may have both under way.
"""

from collections.abc import Mapping
from datetime import datetime

from ltm_desktop.app.ports import Clock, Draft, Drafts
from ltm_desktop.domain.identifiers import PatientId, PersonId

TOPIC = "toxicity"
JUDGING = "toxicity:judge"
EVENT = "event"
"""The field with the identity of the event, made when its form opens."""


class DraftKeeper:
    """Keep, find and drop the drafts of one person about one patient."""

    def __init__(
        self, drafts: Drafts, clock: Clock, workstation: str, author: PersonId, patient: PatientId
    ) -> None:
        self._drafts = drafts
        self._clock = clock
        self._place = (workstation, author, patient)

    def find(self, topic: str) -> dict[str, str]:
        """Return the fields of a draft, empty where there is none."""
        found = self._drafts.find(*self._place, topic)
        return dict(found.fields) if found else {}

    def keep(self, topic: str, fields: Mapping[str, str]) -> datetime:
        """Keep a form as it stands; return when. Raises Unavailable."""
        now = self._clock.now()
        self._drafts.save(Draft(*self._place, topic, dict(fields), now.isoformat()))
        return now

    def drop(self, topic: str) -> None:
        """Forget a draft. Raises Unavailable."""
        self._drafts.drop(*self._place, topic)
