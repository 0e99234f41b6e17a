"""The port of the app: a file somebody chose into a proposal; nothing is ever written."""

from datetime import tzinfo
from pathlib import Path

from ltm_desktop.app.imported import ProposedCourse, ProposedSession
from ltm_desktop.domain.errors import refuse
from ltm_desktop.exchange.dicom_rt.elements import DICOM
from ltm_desktop.exchange.dicom_rt.opening import PLANS, RECORDS, kind_of, load
from ltm_desktop.exchange.dicom_rt.plans import course_from
from ltm_desktop.exchange.dicom_rt.treatments import session_from


class DicomFiles:
    """Read plans and treatment records. Raises Refused dicom.*, Unavailable dicom.unreadable."""

    def read_plan(self, source: Path | bytes) -> ProposedCourse:
        """Return the course an RT Plan or RT Ion Plan proposes."""
        return course_from(load(source))

    def read_treatment(self, source: Path | bytes, zone: tzinfo) -> ProposedSession:
        """Return the session a treatment record proposes, its time in the site's zone."""
        return session_from(load(source), zone)

    def read_any(self, source: Path | bytes, zone: tzinfo) -> ProposedCourse | ProposedSession:
        """Return what a file proposes, whichever of the two it is."""
        raw = load(source)
        kind = kind_of(raw)
        if kind in RECORDS:
            return session_from(raw, zone)
        if kind in PLANS:
            return course_from(raw)
        raise refuse("dicom.neither", DICOM)
