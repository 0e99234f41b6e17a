"""Drafts never reach the chart: whatever is kept, replaced or thrown away, the record stays."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ltm_desktop.app.desk import Desk
from ltm_desktop.app.ports import Draft
from ltm_desktop.app.verification import verify_site
from ltm_desktop.domain.identifiers import PatientId
from tests.demo_site import OpenAs

_KEYS = st.sampled_from(("dose", "access", "outcome", "record", "step", "volume_injected", "lot"))
_DEEDS = st.lists(
    st.tuples(
        st.sampled_from(("save", "drop", "discard")),
        st.sampled_from(("dosing:IND-1", "dosing:IND-3", "fractions", "enrolment")),
        st.dictionaries(_KEYS, st.text(max_size=12), max_size=5),
    ),
    max_size=12,
)


def _does(desk: Desk, patient: str, deed: str, topic: str, fields: dict[str, str]) -> None:
    whose = (desk.workstation, str(desk.session.person), patient, topic)
    now = desk.clock.now().isoformat()
    if deed == "save":
        desk.drafts.save(Draft(*whose, fields, now, "dosing.lot"))
    elif deed == "drop":
        desk.drafts.drop(*whose)
    else:
        desk.drafts.discard(*whose, now)


def test_no_sequence_of_drafts_changes_a_chart_a_list_or_the_ledger(open_as: OpenAs) -> None:
    desk = open_as("nurse.a")
    patient = desk.store.patients()[0].patient_id
    head, rows = desk.store.head(), desk.store.rows(patient)
    chart = desk.chart(PatientId(patient))

    @settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow], deadline=None)
    @given(_DEEDS)
    def play(deeds: list[tuple[str, str, dict[str, str]]]) -> None:
        for deed, topic, fields in deeds:
            _does(desk, patient, deed, topic, fields)
        assert desk.store.head() == head
        assert desk.store.rows(patient) == rows
        assert desk.chart(PatientId(patient)) == chart

    play()
    assert verify_site(desk.store, facts=desk.facts).intact
