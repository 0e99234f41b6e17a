"""Queries nobody has closed, those that wait for this person first, worded. No Qt here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from ltm_desktop.app.charts import person_name
from ltm_desktop.app.rows import PatientRow, QueryRow
from ltm_desktop.app.wording.telling.voice import listed_name
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.identifiers import ItemCode, PatientId, PersonId
from ltm_desktop.domain.people import HumanName, Person
from ltm_desktop.domain.review import QueryId, QueryState
from ltm_desktop.domain.terms import ItemKind, Role
from ltm_desktop.ui.panels.signoff.inbox import age_words


@dataclass(frozen=True, slots=True)
class QueryLine:
    """One query that nobody has closed, worded."""

    query: str
    patient: str
    record: str
    """Empty where it is about a planned item or the patient."""
    name: str
    subject: str
    what: str
    question: str
    asked: str
    waits_for: str
    age: str
    mine: bool
    """Whether this person is to answer or to close it."""


class QueriesDesk(Protocol):
    """What this part asks of the desk."""

    def queries(self) -> Sequence[tuple[QueryRow, PatientRow]]:
        """Return queries nobody has closed, oldest first."""

    def is_mine(self, row: QueryRow) -> bool:
        """Tell whether a query waits for the person at the desk."""

    def chart(self, patient: PatientId) -> Chart:
        """Return one patient's chart."""

    def people(self) -> Mapping[PersonId, Person]:
        """Return everybody of the site."""

    def now(self) -> datetime:
        """Return the time at the site."""


def query_lines(desk: QueriesDesk, say: Words) -> tuple[QueryLine, ...]:
    """Return the queries: first those that wait for this person, each part oldest first."""
    lines = (_line(desk, row, patient, say) for row, patient in desk.queries())
    return tuple(sorted(lines, key=lambda line: not line.mine))


def _line(desk: QueriesDesk, row: QueryRow, patient: PatientRow, say: Words) -> QueryLine:
    query = desk.chart(PatientId(row.patient_id)).review.queries[QueryId(row.query_id)]
    names = HumanName(patient.family, patient.given, patient.han_name)
    asker = _called(desk, row.raised_by)
    answered = row.state == QueryState.ANSWERED
    to = _called(desk, row.to_person) if row.to_person else say.term(Role(row.to_role))
    return QueryLine(
        query=row.query_id,
        patient=row.patient_id,
        record=row.record_id,
        name=listed_name(names, say)[0],
        subject=patient.subject_id,
        what=_what(desk, row, say),
        question=query.raised.text,
        asked=say("{person} ({role})", person=asker, role=say.term(Role(row.as_role))),
        waits_for=(
            say("{person}, to close it", person=asker)
            if answered
            else say("{person}, to answer", person=to)
        ),
        age=age_words((desk.now() - datetime.fromisoformat(row.raised_at)).days, say),
        mine=desk.is_mine(row),
    )


def _what(desk: QueriesDesk, row: QueryRow, say: Words) -> str:
    item = desk.chart(PatientId(row.patient_id)).plan.items.get(ItemCode(row.code))
    if item is None:
        return row.code or say("the patient")
    if item.kind is ItemKind.FRACTION:
        return say("fraction {n} of {total}", n=item.number, total=item.of)
    return say("dose {n} of {total}", n=item.number, total=item.of)


def _called(desk: QueriesDesk, person: str) -> str:
    known = desk.people().get(PersonId(person))
    return person_name(known.name) if known else person
