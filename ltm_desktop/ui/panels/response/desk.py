"""The few verbs of the open desk that the response panel needs."""

from typing import Protocol

from ltm_desktop.domain.access import CopyWay
from ltm_desktop.domain.identifiers import PatientId
from ltm_desktop.domain.response_rules import Assessing
from ltm_desktop.ui.desk_verbs import FormDesk


class ResponseDesk(FormDesk, Protocol):
    """What the panel asks of the desk."""

    def hand_out(self, sha256: str, way: CopyWay, patient: PatientId | None = None) -> bytes:
        """Return an issued paper. Raises Unavailable."""


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
