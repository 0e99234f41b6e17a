"""Unfinished drafts, worded: whose dose, which step, when it was last kept. No Qt.

A draft is never called saved, done or recorded. Other people's drafts are counted, never shown.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from ltm_desktop.app.draft_names import ENROLMENT, HANDOVER, NEW, is_of_site, named
from ltm_desktop.app.ports import Draft
from ltm_desktop.app.rows import ItemRow, PatientRow
from ltm_desktop.app.wording.marking import mark as _mark
from ltm_desktop.app.wording.telling.voice import listed_name
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.errors import LtmError
from ltm_desktop.domain.identifiers import SITE_STREAM
from ltm_desktop.domain.people import HumanName
from ltm_desktop.ui.speak import to_sentence

_RECORDS = ("record", "not_record")
"""Fields that name the record a draft would become."""
_STEPS = {
    "assess": _mark("Assess"),
    "order": _mark("Order"),
    "verify": _mark("Verify"),
    "prepare": _mark("Prepare"),
    "release": _mark("Release"),
    "receive": _mark("Receive"),
    "check": _mark("Check"),
    "time_out": _mark("Time-out"),
    "give": _mark("Give"),
    "sign": _mark("Sign"),
    "observe": _mark("Observe"),
    "not_given": _mark("Not given"),
}
Key = tuple[str, str]
"""Patient and topic."""


@dataclass(frozen=True, slots=True)
class DraftRow:
    """One draft, worded."""

    key: Key
    name: str
    subject: str
    what: str
    step: str
    kept: str
    age: str
    late: bool = False
    """What it is about was settled meanwhile: it can only be read and thrown away."""


class RecoveryDesk(Protocol):
    """What the list asks of the desk."""

    def drafts(self) -> Sequence[Draft]:
        """Return the drafts of the person at the desk at this workstation, newest first."""

    def others(self) -> int:
        """Return how many drafts other people have at this workstation."""

    def patient(self, patient: str) -> PatientRow | None:
        """Return a patient's line."""

    def item(self, patient: str, code: str) -> ItemRow | None:
        """Return a planned item as it stands now."""

    def panel(self, code: str) -> str:
        """Return how the protocol calls a panel of results, nothing for one it does not have."""

    def records(self, patient: str) -> Collection[str]:
        """Return the ids of the patient's records."""

    def drop(self, draft: Draft) -> None:
        """Forget a draft whose record stands. Raises Unavailable."""

    def discard(self, key: Key) -> None:
        """Throw a draft away and note that it was. Raises Unavailable."""

    def now(self) -> datetime:
        """Return the time at the site."""


class RecoveryView(Protocol):
    """What the list can show."""

    def show_drafts(self, rows: Sequence[DraftRow], others: str) -> None:
        """Show the drafts, and in words how many others there are."""

    def ask_discard(self, key: Key, question: str) -> None:
        """Ask before a draft is thrown away."""

    def show_problem(self, sentence: str) -> None:
        """Say what could not be done, and why."""

    def open_form(self, patient: str, tab: str, item: str) -> None:
        """Open a patient's chart where the draft belongs."""

    def open_page(self, page: str) -> None:
        """Open a page of the rail where the draft belongs."""


class RecoveryPresenter:
    """Keep the list of unfinished drafts true."""

    def __init__(self, desk: RecoveryDesk, view: RecoveryView, say: Words) -> None:
        self._desk = desk
        self._view = view
        self._say = say
        self._rows: tuple[DraftRow, ...] = ()

    def refresh(self) -> None:
        """Ask again; a draft that a crash left beside its record is forgotten."""
        rows: list[DraftRow] = []
        for draft in self._desk.drafts():
            if self._is_recorded(draft):
                self._desk.drop(draft)
            else:
                rows.append(self._row(draft))
        self._rows = tuple(rows)
        count, say = self._desk.others(), self._say
        others = say.many(
            "{count} draft of other people on this workstation",
            "{count} drafts of other people on this workstation",
            count,
        )
        self._view.show_drafts(self._rows, others if count else "")

    def open(self, key: Key) -> None:
        """Go where a draft was left."""
        patient, topic = key
        kind, _, item = topic.partition(":")
        if patient == NEW:
            self._view.open_page(f"patients:{ENROLMENT}")
        elif patient == SITE_STREAM:
            self._view.open_page(f"today:{HANDOVER}" if kind == HANDOVER else "site")
        elif kind == ENROLMENT:
            self._view.open_form(patient, "record", ENROLMENT)
        else:
            self._view.open_form(patient, kind, item)

    def ask(self, key: Key) -> None:
        """Ask whether a draft shall be thrown away."""
        row = self._find(key)
        if row is None:
            return
        question = self._say(
            "Discard the draft of {name}, {what}? What was typed cannot be brought back; that you "
            "discarded it is noted, without what was typed.",
            name=row.name,
            what=row.what,
        )
        self._view.ask_discard(key, question)

    def discard(self, key: Key) -> None:
        """Throw a draft away, after the question."""
        try:
            self._desk.discard(key)
        except LtmError as error:
            self._view.show_problem(to_sentence(error, self._say))
        else:
            self.refresh()

    def _find(self, key: Key) -> DraftRow | None:
        return next((row for row in self._rows if row.key == key), None)

    def _is_recorded(self, draft: Draft) -> bool:
        named = {draft.fields.get(one, "") for one in _RECORDS} - {""}
        return bool(named) and bool(named & set(self._desk.records(draft.patient_id)))

    def _row(self, draft: Draft) -> DraftRow:
        say, at = self._say, datetime.fromisoformat(draft.saved_at)
        now = self._desk.now()
        patient = self._desk.patient(draft.patient_id)
        _, _, code = draft.topic.partition(":")
        item = self._desk.item(draft.patient_id, code) if code else None
        late = item is not None and item.outcome not in {"", "held"}
        step = say(_STEPS[kept]) if (kept := draft.fields.get("step", "")) in _STEPS else ""
        if late:
            step = say("settled meanwhile: read it, then discard it")
        return DraftRow(
            key=(draft.patient_id, draft.topic),
            name=self._name(draft, patient),
            subject=patient.subject_id if patient else draft.fields.get("subject", ""),
            what=named(draft, item, self._desk.panel, say),
            step=step,
            kept=say("kept {moment}", moment=say.moment(at.astimezone(now.tzinfo))),
            age=self._age(now - at),
            late=late,
        )

    def _age(self, span: timedelta) -> str:
        say = self._say
        if span < timedelta(minutes=1):
            return say("just now")
        return say("{age} ago", age=say.duration(span))

    def _name(self, draft: Draft, patient: PatientRow | None) -> str:
        if is_of_site(draft):
            return self._say("This site")
        if patient is not None:
            name = HumanName(patient.family, patient.given, patient.han_name)
        else:
            typed = (draft.fields.get(one, "") for one in ("family", "given", "han"))
            name = HumanName(*typed)
        words = " ".join(filter(None, listed_name(name, self._say)))
        return words or self._say("nobody named yet")
