"""What is typed about one serious event: kept as a draft at every change, by form. No Qt.

A draft is never a record; it belongs to the person who began it at this workstation.
"""

from collections.abc import Mapping

from ltm_desktop.domain.identifiers import PatientId
from ltm_desktop.ui.desk_verbs import DraftingDesk
from ltm_desktop.ui.draft_keeper import DraftKeeper

TOPIC = "serious"


class Typing:
    """The typed texts of one event, by field, and whether all of them are kept."""

    def __init__(self, desk: DraftingDesk, patient: PatientId, event: str) -> None:
        self._keeper = DraftKeeper(desk, desk.act().author, patient)
        self._topic = f"{TOPIC}:{event}"
        self.fields = self._keeper.fields(self._topic)
        self._dirty = False

    def put(self, texts: Mapping[str, str]) -> None:
        """Take what stands in a form."""
        changed = {key: text for key, text in texts.items() if self.fields.get(key, "") != text}
        self.fields |= changed
        self._dirty = self._dirty or bool(changed)

    def keep(self) -> None:
        """Keep everything typed, or drop the draft when all of it is gone. Raises Unavailable."""
        if not self._dirty:
            return
        kept = {key: text for key, text in self.fields.items() if text.strip()}
        self._keeper.keep_or_drop(self._topic, kept)
        self._dirty = False

    def forget(self, prefix: str) -> None:
        """Forget the texts of a form that have become a record. Raises Unavailable."""
        gone = [key for key in self.fields if key.startswith(f"{prefix}.")]
        for key in gone:
            self.fields[key] = ""
        self._dirty = self._dirty or bool(gone)
        self.keep()
