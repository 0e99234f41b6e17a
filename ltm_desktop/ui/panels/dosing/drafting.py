"""What is typed about one dose: kept as a draft at every change, dropped once recorded.

No Qt. A draft is never a record; it belongs to the person who began it at this workstation.
"""

from collections.abc import Collection, Mapping
from datetime import datetime

from ltm_desktop.app.ports import Ids
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.identifiers import ItemCode
from ltm_desktop.ui.draft_keeper import DraftKeeper
from ltm_desktop.ui.panels.dosing import give_fields
from ltm_desktop.ui.panels.dosing.standing import open_check

UNTYPED = frozenset(
    {"record", "not_record", "step", "operator", "second", "again", "preparation", "label_copies"}
)
"""What the form itself put there: identities, place, people of the check; alone no draft."""

_CLEARS: Mapping[str, tuple[str, ...]] = {
    "outcome": ("reason",),
    "not_outcome": ("not_reason", "until"),
    "access": tuple(f"kept_{key}" for key in give_fields.UNITS),
    "check_subject": ("identifiers",),
}
"""What a choice makes meaningless, so that it starts empty again (nhs-cui MSP-1890)."""


def topic(item: ItemCode) -> str:
    """Return the topic under which a dose's draft is kept."""
    return f"dosing:{item}"


class Typing:
    """The typed fields of the dose shown, and whether all of them are kept."""

    def __init__(self, keeper: DraftKeeper, ids: Ids) -> None:
        self._keeper = keeper
        self._ids = ids
        self._item: ItemCode | None = None
        self._dirty = False
        self.fields: dict[str, str] = {}
        self.focus = ""
        """The object name of the field a person was in."""

    def load(self, item: ItemCode) -> datetime | None:
        """Take up the draft of a dose; return when it was kept."""
        found = self._keeper.find(topic(item))
        self.fields = dict(found.fields) if found else {}
        self.focus = found.focus if found else ""
        self._item, self._dirty = item, False
        return datetime.fromisoformat(found.saved_at) if found else None

    def begin(self, chart: Chart, item: ItemCode) -> None:
        """Give the form its identities, and take people over from a signed check."""
        for key, prefix in (("record", "adm"), ("not_record", "not")):
            used = any(one == self.fields.get(key) for one in chart.records.by_id)
            if used or not self.fields.get(key):
                self.fields[key] = self._ids.new(prefix)
        if self.fields.get("preparation", "") in {"", *chart.dosing.preparations}:
            # A syringe made anew gets its own number: two labels never say the same.
            self.fields["preparation"] = self._ids.new("prep")
        checked = open_check(chart, item)
        if checked is not None:
            self.fields["record"] = checked.record
            self.fields.setdefault("operator", checked.operator)
            self.fields.setdefault("second", checked.second)
        started = chart.dosing.steps_of(item).started
        if started is not None and started.record not in chart.records.by_id:
            self.fields["record"] = started.record
            self.fields.setdefault("started_at", started.started_at.isoformat())

    def put(self, key: str, text: str) -> dict[str, str] | None:
        """Take one text; return what it cleared, None where nothing changed."""
        if self.fields.get(key, "") == text:
            return None
        return self.put_all({key: text})

    def put_all(self, texts: Mapping[str, str]) -> dict[str, str]:
        """Take several texts; return what they cleared."""
        changed = [key for key, text in texts.items() if self.fields.get(key, "") != text]
        meant = [one for key in changed for one in _CLEARS.get(key, ()) if one not in texts]
        cleared = {one: "" for one in meant if self.fields.get(one)}
        self.update({**texts, **cleared})
        return cleared

    def update(self, texts: Mapping[str, str]) -> None:
        """Take several texts."""
        self.fields |= texts
        self._dirty = True

    def take_out(self, keys: Collection[str]) -> None:
        """Forget texts that have become a record, and the place in them."""
        self.focus = ""
        self.fields = {key: text for key, text in self.fields.items() if key not in keys}
        self._dirty = True

    def stand_in(self, focus: str) -> None:
        """Take the field a person went to; alone it makes no draft."""
        if focus != self.focus:
            self.focus = focus
            self._dirty = self._dirty or bool(self.typed())

    @property
    def unkept(self) -> bool:
        """Tell whether something typed is not on disk yet."""
        return self._dirty and self._item is not None

    def keep(self) -> datetime | None:
        """Keep everything typed; return when, None for an empty form. Raises Unavailable."""
        kept_at = self._kept(topic(self._item)) if self._item is not None else None
        self._dirty = False
        return kept_at

    def _kept(self, name: str) -> datetime | None:
        if not self.typed():
            self._keeper.drop(name)
            return None
        texts = {key: text for key, text in self.fields.items() if text}
        return self._keeper.keep(name, texts, focus=self.focus)

    def drop(self) -> None:
        """Forget the draft and everything typed. Raises Unavailable."""
        if self._item is not None:
            self._keeper.drop(topic(self._item))
        self._clear()

    def discard(self) -> None:
        """Throw the draft and everything typed away; that it was is kept. Raises Unavailable."""
        if self._item is not None:
            self._keeper.discard(topic(self._item))
        self._clear()

    def _clear(self) -> None:
        self.fields, self.focus, self._dirty = {}, "", False

    def typed(self) -> dict[str, str]:
        """Return what a person typed, without what the form put there itself."""
        return {key: text for key, text in self.fields.items() if text and key not in UNTYPED}
