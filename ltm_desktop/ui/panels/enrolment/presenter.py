"""The enrolment form: what is missing, who has the same name, and the one act of saving. No Qt.

Refuses a subject number in use and half-filled pairs; everything typed stays.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from ltm_desktop.app.recorder import AnyCommand, Recorded
from ltm_desktop.app.rows import PatientRow
from ltm_desktop.app.wording.telling.voice import listed_name
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.domain.identifiers import PatientId
from ltm_desktop.domain.patients import CompleteEnrolment, EnrolPatient, PatientSlice
from ltm_desktop.domain.people import HumanName
from ltm_desktop.ui.desk_verbs import Run
from ltm_desktop.ui.panels.enrolment.faulty import faulty_fields
from ltm_desktop.ui.panels.enrolment.namesakes import (
    MOST,
    Name,
    Namesake,
    find_namesakes,
    to_compare,
)
from ltm_desktop.ui.panels.enrolment.pinyin import suggest
from ltm_desktop.ui.panels.enrolment.typed import Typed
from ltm_desktop.ui.speak import to_alerts

_NAMES = ("family", "given", "han", "pinyin", "hospital_number", "born")


class EnrolmentDesk(Protocol):
    """What the form asks of the desk."""

    def patients(self, query: str) -> Sequence[PatientRow]:
        """Return patients in whom every word is found."""

    def now(self) -> datetime:
        """Return the time at the site."""

    def new_patient(self) -> PatientId:
        """Return an identity never used before."""

    def record(self, command: AnyCommand) -> Recorded:
        """Propose and write. Raises Refused, Stale, Unavailable."""

    def keep_draft(self, fields: Mapping[str, str]) -> datetime | None:
        """Keep what is typed, durably; None where there is nothing to keep."""

    def drop_draft(self) -> None:
        """Forget what was typed."""


class EnrolmentView(Protocol):
    """What the form can show."""

    def show_missing(self, names: Sequence[str]) -> None:
        """List the required fields that are still empty."""

    def mark_missing(self, names: Sequence[str]) -> None:
        """Say at each field that it is missing."""

    def ask_unusual(self, names: Sequence[str]) -> None:
        """Ask at weight or height whether the unusual number is right."""

    def show_problem(self, name: str, sentence: str) -> None:
        """Say at one field what is wrong."""

    def show_namesakes(self, lines: Sequence[str]) -> None:
        """Show beside the form who has the same or a similar name."""

    def ask_another(self, subjects: Sequence[str], *, told: bool) -> None:
        """Ask to tick that this is another person than these; nobody, and nothing is asked."""

    def demand_another(self) -> None:
        """Point at the tick that is missing."""

    def show_pinyin(self, text: str) -> None:
        """Fill in pinyin and mark it as suggested."""

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        """Show all that was refused, together."""

    def show_draft(self, at: datetime) -> None:
        """Say that a draft is kept, which is no record."""

    def show_busy(self, busy: bool) -> None:
        """Hold still while it is stored."""

    def show_recorded(self, recorded: Recorded) -> None:
        """Say that it stands."""


class EnrolmentPresenter:
    """Turn what is typed into one entry: a new patient, or additions to one."""

    def __init__(
        self,
        desk: EnrolmentDesk,
        view: EnrolmentView,
        run: Run,
        say: Words,
        *,
        known: tuple[PatientId, PatientSlice] | None = None,
    ) -> None:
        self._desk = desk
        self._view = view
        self._run = run
        self._say = say
        self._known = known
        self._typed = Typed(today=desk.now().date())
        self._suggested = ""
        self._kept: dict[str, str] = {}
        self._twins: tuple[str, ...] = ()
        self._compared: tuple[str, ...] = ()
        # Made when the form opens: a retry after a crash is the same patient.
        self._patient = known[0] if known else desk.new_patient()

    @property
    def fields(self) -> Mapping[str, str]:
        """Return what is typed, blanks left out."""
        return {name: text for name, text in self._typed.fields.items() if text.strip()}

    def start(self, draft: Mapping[str, str]) -> None:
        """Begin with what was typed before, or empty."""
        self._typed.fields.update(draft)
        self._suggested = "" if draft.get("pinyin") else self._suggested
        self._show_missing()
        self._show_namesakes()

    def type(self, name: str, text: str) -> None:
        """Take one field as typed."""
        self._typed.fields[name] = text
        if name == "han":
            self._suggest()
        if name in _NAMES:
            self._show_namesakes()
        self._show_missing()

    def keep_unusual(self, name: str, text: str) -> None:
        """Take the word of a person that an unusual weight or height is right as typed."""
        self._kept[name] = text

    def tell_another(self, told: bool) -> None:
        """Take the word of a person that nobody with this name and birth date is meant."""
        self._compared = self._twins if told else ()

    def keep(self) -> None:
        """Keep a draft; called within a second of the last key."""
        at = self._desk.keep_draft(self.fields)
        if at is not None:
            self._view.show_draft(at)

    def save(self) -> None:
        """Write what is typed, or say everything that stands against it."""
        self._typed.today = self._desk.now().date()
        self._view.show_alerts(())
        if self._faults():
            return
        command = self._command()
        self._view.show_busy(True)
        self._run(lambda: self._desk.record(command), self._recorded, self._failed)

    def _faults(self) -> bool:
        missing, unread = self._missing(), tuple(self._typed.unread())
        self._view.mark_missing((*missing, *unread))
        taken = self._taken()
        if taken is not None:
            self._view.show_problem("subject", taken)
        misplaced = tuple(self._typed.han_in_latin())
        for name in reversed(misplaced):
            self._view.show_problem(name, self._misplaced())
        if missing or unread or taken or misplaced:
            return True
        unusual = tuple(self._typed.unusual(self._kept))
        if unusual:
            self._view.ask_unusual(unusual)
            return True
        return self._maybe_entered()

    def _misplaced(self) -> str:
        return self._say(
            "Latin letters only here. Chinese characters belong in “Name in Chinese characters”."
        )

    def _maybe_entered(self) -> bool:
        self._show_namesakes()
        if self._twins == self._compared:
            return False
        self._view.demand_another()
        return True

    def _missing(self) -> tuple[str, ...]:
        identity = () if self._known else tuple(self._typed.missing_identity())
        return (*identity, *self._typed.missing_partners())

    def _taken(self) -> str | None:
        wanted = "" if self._known else self._typed["subject"]
        if not wanted:
            return None
        rows = self._desk.patients(wanted)
        same = (row for row in rows if row.subject_id.casefold() == wanted.casefold())
        row = next(same, None)
        if row is None:
            return None
        return self._say(
            "Subject {subject} is already {name}, born {born}. "
            "Type another number, or open that patient's chart.",
            subject=row.subject_id,
            name=_name(row, self._say),
            born=date.fromisoformat(row.born),
        )

    def _command(self) -> EnrolPatient | CompleteEnrolment:
        more = self._typed.additions()
        parts = (more.consent, more.arm, more.access, more.measurements)
        if self._known:
            return CompleteEnrolment(self._patient, *parts)
        return EnrolPatient(self._patient, self._typed.identity(), *parts)

    def _recorded(self, recorded: Recorded) -> None:
        self._desk.drop_draft()
        self._view.show_busy(False)
        self._view.show_recorded(recorded)

    def _failed(self, error: Exception) -> None:
        self._view.show_busy(False)
        alerts, say = to_alerts(error), self._say
        self._view.show_alerts(alerts)
        # Backwards, so that the focus ends on the first.
        for name, alert in reversed(faulty_fields(alerts, self._typed)):
            self._view.show_problem(name, say.alert(alert))

    def _suggest(self) -> None:
        if self._typed["pinyin"] not in ("", self._suggested):
            # What a person typed is never replaced.
            return
        self._suggested = suggest(self._typed["han"])
        self._typed.fields["pinyin"] = self._suggested
        self._view.show_pinyin(self._suggested)

    def _show_missing(self) -> None:
        self._view.show_missing(self._missing())

    def _show_namesakes(self) -> None:
        if self._known:
            return
        typed = self._typed
        born = typed.day("born")
        name = Name(
            typed["family"],
            typed["given"],
            typed["han"],
            typed["pinyin"],
            typed["hospital_number"],
            born.isoformat() if born else "",
        )
        found = find_namesakes(name, to_compare(name, self._desk.patients, MOST))
        self._view.show_namesakes([self._line(one) for one in found])
        self._ask_another([one for one in found if one.likely_the_same])

    def _ask_another(self, twins: Sequence[Namesake]) -> None:
        self._twins = tuple(sorted(one.row.patient_id for one in twins))
        if self._compared != self._twins:
            # Somebody else to compare with: what was ticked before says nothing of them.
            self._compared = ()
        subjects = [one.row.subject_id for one in twins]
        self._view.ask_another(subjects, told=bool(self._compared))

    def _line(self, one: Namesake) -> str:
        say, row = self._say, one.row
        who = {
            "name": _name(row, say),
            "born": date.fromisoformat(row.born),
            "subject": row.subject_id,
        }
        if one.likely_the_same:
            return say("Same name and birth date: {name}\nborn {born}, subject {subject}", **who)
        if one.same_number:
            return say("Same hospital number: {name}\nborn {born}, subject {subject}", **who)
        if one.same_name:
            return say("Same name: {name}\nborn {born}, subject {subject}", **who)
        return say("Similar name: {name}\nborn {born}, subject {subject}", **who)


def _name(row: PatientRow, say: Words) -> str:
    return " ".join(filter(None, listed_name(HumanName(row.family, row.given, row.han_name), say)))
