"""What is typed on the pages of the gallery: synthetic, by the labelled examples of the demo."""

from collections.abc import Mapping

from installer.camera import NOW
from ltm_desktop.domain.dosing_steps import TIME_OUT_LINES

Texts = Mapping[str, str]
TODAY = NOW.date().isoformat()


def _moment(wall: str) -> str:
    hour, minute = (int(part) for part in wall.split(":"))
    return NOW.replace(hour=hour, minute=minute).isoformat()


ASSESSED: Texts = {
    "assess_consent": "yes",
    "assess_symptoms_any": "some",
    "assess_symptoms": "tired for two days (synthetic)",
    "assess_temperature": "36.8",
    "assess_pulse": "76",
    "assess_pressure": "none",
    "assess_infection": "no",
    "assess_anticoagulant_any": "none",
    "assess_other_any": "none",
}
"""The last questions are still open."""
ORDERED: Texts = {"order_dose": "10", "order_access": "ommaya"}
PREPARED: Texts = {
    "prep_product": "pemetrexed 100 mg (demo product)",
    "prep_gtin": "06900000100011",
    "prep_lot": "DEMO24A7",
    "prep_expiry": "2027-03-31",
    "prep_typed_reason": "no_barcode",
    "prep_strength": "25",
    "prep_diluent": "4.6",
    "prep_graduation": "0.05",
    "preservative_free": "yes",
    "prep_at": _moment("10:35"),
    "prep_preparer": "pharmacist.c",
    "prep_second": "nurse.b",
}
READ: Texts = {
    "check_operator": "nurse.a",
    "check_second": "nurse.b",
    "identifiers": "yes",
    "check_drug": "pemetrexed",
    "check_dose": "10",
    "check_volume": "5",
}
LINES: Texts = {"time_out_read": "\n".join(TIME_OUT_LINES[:-1])}
_INJECTED: Texts = {
    "operator": "nurse.a",
    "second": "nurse.b",
    "site_inspection": "intact",
    "csf_return": "yes",
    "csf_withdrawn": "6",
    "csf_appearance": "clear",
    "volume_injected": "5",
    "ended_at": _moment("10:39"),
    "outcome": "complete",
    "complications": "none",
}
BY_OMMAYA: Texts = {
    **_INJECTED,
    "access": "ommaya",
    "refill": "immediate",
    "needle_gauge": "25",
    "punctures": "1",
    "flush": "1",
    "flush_fluid": "saline",
}
BY_LUMBAR: Texts = {
    **_INJECTED,
    "volume_injected": "4",
    "access": "lumbar",
    "position": "left_lateral",
    "interspace": "l3_4",
    "guidance": "landmark",
    "needle_type": "atraumatic",
    "needle_gauge": "22",
    "attempts": "1",
    "opening_pressure": "180",
    "traumatic": "none",
    "outcome": "partial",
    "reason": "pain",
    "leftover": "destroyed_by_two",
}
"""A pressure that is read in mmH2O is typed where cmH2O stands: the question is shown."""
OBSERVED: Texts = {
    "observed_at": _moment("10:40"),
    "observed_temperature": "36.9",
    "observed_pulse": "72",
    "observed_complications": "none",
}
