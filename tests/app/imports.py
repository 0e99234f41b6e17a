"""Files of a machine beside one synthetic patient's chart."""

from typing import Any
from zoneinfo import ZoneInfo

from ltm_desktop.app.course_import import SessionProposal, compare_session
from ltm_desktop.app.import_rows import Agreement, Compared, Row
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.domain.identifiers import RecordId
from ltm_desktop.exchange.dicom_rt.files import DicomFiles
from tests.builders import THERAPIST
from tests.exchange.dicom.records import record
from tests.stories import Story

ZONE = ZoneInfo("Asia/Shanghai")
NEW = RecordId("rt-new")


def compared(
    story: Story, *, volumes: dict[str, str] | None = None, **told: Any
) -> SessionProposal:
    """Return a treatment record of these facts beside the chart of a story."""
    found = DicomFiles().read_treatment(record(**told), ZONE)
    people, act = story.site.people, story.act(THERAPIST)
    return compare_session(found, story.chart, people, act, record=NEW, volumes=volumes)


def rows_of(rows: tuple[Row, ...]) -> dict[tuple[Compared, str], Row]:
    """Return rows by what they are about."""
    return {(one.field, one.part): one for one in rows}


def agreements(rows: tuple[Row, ...]) -> dict[str, Agreement]:
    """Return how each row agrees, by its field."""
    return {one.field.value: one.agreement for one in rows}


def codes(alerts: tuple[Alert, ...]) -> set[str]:
    """Return the codes of some findings."""
    return {one.code for one in alerts}
