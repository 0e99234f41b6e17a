"""The few verbs of the open desk that the response panel needs."""

from typing import Protocol

from ltm_desktop.app.ports import Clock, Drafts, Ids
from ltm_desktop.domain.acts import Act
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.identifiers import PatientId
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.response_rules import Assessing
from ltm_desktop.ui.signing_steps import SigningDesk


class ResponseDesk(SigningDesk, Protocol):
    """What the panel asks of the desk."""

    @property
    def clock(self) -> Clock:
        """Return the clock."""

    @property
    def ids(self) -> Ids:
        """Return the maker of new names."""

    @property
    def drafts(self) -> Drafts:
        """Return the unfinished forms."""

    @property
    def workstation(self) -> str:
        """Return where this desk stands."""

    def act(self) -> Act:
        """Return the circumstances of an act now."""

    def active(self) -> ActiveProtocol | None:
        """Return the signed protocol."""

    def chart(self, patient: PatientId) -> Chart:
        """Return one patient's chart."""


def assessing(desk: ResponseDesk, patient: PatientId) -> Assessing | None:
    """Return what is known where this patient is assessed, None for somebody not enrolled."""
    chart = desk.chart(patient)
    if chart.patient is None:
        return None
    return Assessing(
        chart.patient,
        chart.response,
        chart.dosing,
        chart.records,
        desk.site().people,
        desk.active(),
        desk.act(),
    )
