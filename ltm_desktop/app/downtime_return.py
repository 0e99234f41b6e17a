"""From the code of a used paper form back to its planned dose: the late entry, or what stands.

Refuses to open a form for a dose somebody settled, moved or began meanwhile: that is said, and
what stands is opened.
"""

from datetime import date, datetime

from ltm_desktop.app.desk import Desk
from ltm_desktop.app.site_codes import PaperForm
from ltm_desktop.domain.alerts import Alert, note, stop
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.dosing_path import DoseStep
from ltm_desktop.domain.identifiers import ItemCode, PatientId
from ltm_desktop.domain.terms import Role
from ltm_desktop.domain.values import dataclass

FROM_PAPER = "from_paper"
"""The wish of the panel of doses that a code asks for."""


@dataclass(frozen=True, slots=True)
class Back:
    """Where a code leads: a dose of a patient, and what there is to say of it."""

    patient: str
    item: str
    late_entry: bool
    """Whether the form of a late entry from paper opens; else what stands."""
    alerts: tuple[Alert, ...] = ()


def back_from(desk: Desk, form: PaperForm) -> Back:
    """Return where a code leads; without a patient it leads nowhere and says why."""
    if Role.MONITOR in desk.person(desk.session.person).roles:
        return Back("", "", late_entry=False, alerts=(stop("downtime.reads_only"),))
    patient = desk.store.patient_of(form.subject_id)
    if patient is None:
        unknown = stop("downtime.unknown_patient", subject=form.subject_id)
        return Back("", "", late_entry=False, alerts=(unknown,))
    chart = desk.chart(PatientId(patient))
    found = _standing(chart, ItemCode(form.item), _planned(form))
    return Back(patient, form.item, late_entry=found is None, alerts=(found,) if found else ())


def _planned(form: PaperForm) -> date:
    return datetime.strptime(form.planned, "%Y%m%d").date()  # noqa: DTZ007 - a day has no zone


def _standing(chart: Chart, item: ItemCode, printed: date) -> Alert | None:
    """Return what became of a dose since its form was printed, None for nothing."""
    planned = chart.plan.items.get(item)
    if planned is None:
        return stop("downtime.no_such_dose", item=item)
    if chart.dosing.is_settled(item):
        said = chart.dosing.settled[item]
        return note("downtime.settled", item=item, state=said.state, at=said.at)
    if chart.dosing.stands(item, DoseStep.STARTED):
        return note("downtime.begun", item=item)
    if planned.scheduled != printed:
        return note("downtime.moved", item=item, printed=printed, now=planned.scheduled)
    return None
