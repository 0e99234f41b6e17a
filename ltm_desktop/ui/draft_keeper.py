"""What one person has typed and not recorded, kept at this workstation; never a record. No Qt."""

from collections.abc import Mapping
from datetime import datetime

from ltm_desktop.app.ports import Draft
from ltm_desktop.ui.desk_verbs import DraftingDesk


class DraftKeeper:
    """Keep, find and drop one person's drafts about one patient, or about the site."""

    def __init__(self, desk: DraftingDesk, author: str, about: str) -> None:
        self._desk = desk
        self._whose = (desk.workstation, author, about)

    def find(self, topic: str) -> Draft | None:
        """Return the draft of one form."""
        return self._desk.drafts.find(*self._whose, topic)

    def fields(self, topic: str) -> dict[str, str]:
        """Return the fields of a draft, empty where there is none."""
        found = self.find(topic)
        return dict(found.fields) if found else {}

    def keep(self, topic: str, fields: Mapping[str, str], *, focus: str = "") -> datetime:
        """Keep a form as it stands; return when. Raises Unavailable."""
        now = self._desk.clock.now()
        self._desk.drafts.save(Draft(*self._whose, topic, dict(fields), now.isoformat(), focus))
        return now

    def keep_or_drop(self, topic: str, fields: Mapping[str, str]) -> datetime | None:
        """Keep what is typed; nothing at all drops the draft. Raises Unavailable."""
        if fields:
            return self.keep(topic, fields)
        self.drop(topic)
        return None

    def drop(self, topic: str) -> None:
        """Forget a draft whose record stands, or in which nothing is typed. Raises Unavailable."""
        self._desk.drafts.drop(*self._whose, topic)

    def discard(self, topic: str) -> None:
        """Throw a draft away by the person's choice; that it was is kept. Raises Unavailable."""
        self._desk.drafts.discard(*self._whose, topic, self._desk.clock.now().isoformat())
