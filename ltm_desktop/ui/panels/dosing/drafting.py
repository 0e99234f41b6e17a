"""The draft of one dose's forms: kept at every change, never a record, dropped once recorded.

No Qt. A draft belongs to the person who began it at this workstation, also after a lock.
"""

from collections.abc import Mapping
from datetime import datetime

from ltm_desktop.app.ports import Clock, Draft, Drafts
from ltm_desktop.domain.identifiers import ItemCode, PatientId, PersonId

UNTYPED = frozenset({"record", "not_record", "step", "operator", "second"})
"""What the form itself put there: identities, place, people of the check; alone no draft."""


class DraftKeeper:
    """Keep, find and drop the drafts of one person for one patient's doses."""

    def __init__(
        self, drafts: Drafts, clock: Clock, workstation: str, author: PersonId, patient: PatientId
    ) -> None:
        self._drafts = drafts
        self._clock = clock
        self._workstation = workstation
        self._author = author
        self._patient = patient

    def find(self, item: ItemCode) -> tuple[dict[str, str], datetime | None]:
        """Return the typed texts and when they were kept; nothing where there is no draft."""
        found = self._drafts.find(self._workstation, self._author, self._patient, topic(item))
        if found is None:
            return {}, None
        return dict(found.fields), datetime.fromisoformat(found.saved_at)

    def keep(self, item: ItemCode, fields: Mapping[str, str]) -> datetime | None:
        """Keep what is typed; drop the draft when all of it was taken back. Raises Unavailable."""
        kept = {key: value for key, value in fields.items() if value}
        if not kept.keys() - UNTYPED:
            self.drop(item)
            return None
        now = self._clock.now()
        self._drafts.save(
            Draft(
                self._workstation, self._author, self._patient, topic(item), kept, now.isoformat()
            )
        )
        return now

    def drop(self, item: ItemCode) -> None:
        """Forget the draft. Raises Unavailable."""
        self._drafts.drop(self._workstation, self._author, self._patient, topic(item))


def topic(item: ItemCode) -> str:
    """Return the topic under which a dose's draft is kept."""
    return f"dosing:{item}"
