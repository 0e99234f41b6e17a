"""Treatment records: what a machine wrote, passed by a checker from outside, read exactly."""

import subprocess
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from pydicom.uid import ImplicitVRLittleEndian

from ltm_desktop.app.imported import ImportedDose, ProposedSession
from ltm_desktop.domain.errors import Refused
from ltm_desktop.domain.fractions import Termination
from ltm_desktop.exchange.dicom_rt.files import DicomFiles
from tests.exchange.dicom.records import (
    PLAN_UID,
    BeamSpec,
    RecordSpec,
    dataset,
    plan,
    record,
    record_set,
    uid,
    written,
)

ZONE = ZoneInfo("Asia/Shanghai")
RECORDS: dict[str, dict[str, Any]] = {
    "photons": {},
    "protons": {"ion": True, "beams": (BeamSpec(dose="2"),)},
    "several beams": {"beams": (BeamSpec(dose="1.2"), BeamSpec(number=2, dose="0.8"))},
    "own references": {"beams": (BeamSpec(dose="2", reference=None),), "doses": ()},
    "stopped": {"beams": (BeamSpec(delivered="58.2", termination="MACHINE"),)},
    "overridden": {"beams": (BeamSpec(override="couch height (example)"),)},
    "by the minute": {"beams": (BeamSpec(unit="MINUTE"),)},
    "in Chinese": {"name": "HECHENG^Wei=合成^伟"},
    "in another set": {"name": "HECHENG^Wei=合成^伟", "charset": "GB18030"},
    "without dose": {"doses": ()},
}


def read(**changes: Any) -> ProposedSession:
    return DicomFiles().read_treatment(record(**changes), ZONE)


def passes_outside(program: str, file: Path) -> None:
    done = subprocess.run([program, str(file)], capture_output=True, text=True, check=False)
    errors = [line for line in done.stderr.splitlines() if line.startswith("Error")]
    assert not errors
    assert done.returncode == 0


@pytest.mark.parametrize("kind", RECORDS)
def test_records_made_here_pass_a_checker_from_outside_before_they_are_read(
    kind: str, outside: Callable[[str], str], tmp_path: Path
) -> None:
    file = tmp_path / "record.dcm"
    file.write_bytes(record(**RECORDS[kind]))
    passes_outside(outside("dciodvfy"), file)
    assert DicomFiles().read_treatment(file, ZONE).fraction == 1


def test_the_plan_made_here_passes_a_checker_from_outside(
    outside: Callable[[str], str], tmp_path: Path
) -> None:
    file = tmp_path / "plan.dcm"
    file.write_bytes(plan())
    passes_outside(outside("dciodvfy"), file)


def test_a_record_tells_whose_when_which_and_how_much() -> None:
    found = read()
    assert (found.patient.number, found.patient.born) == ("H-000001", date(1961, 3, 2))
    assert found.patient.names == ("SYNTHETIC^Wei",)
    assert (found.uid, found.plan_uid) == (uid(1), PLAN_UID)
    assert found.at == datetime(2026, 3, 16, 9, 5, tzinfo=ZONE)
    assert (found.fraction, found.planned) == (1, 20)
    assert found.doses == (ImportedDose("1", "PTV1", Decimal("2")),)
    assert (found.machine, found.operators) == ("LINAC 1", ("EXAMPLE^Tess", "EXAMPLE^Uwe"))
    beam = found.beams[0]
    assert (beam.name, beam.radiation, beam.unit) == ("G180 (example)", "PHOTON", "MU")
    assert (str(beam.specified), str(beam.delivered)) == ("116.5", "116.5")
    assert found.whole
    assert not found.ion


def test_an_ion_record_is_read_like_one_of_photons() -> None:
    found = read(**RECORDS["protons"])
    assert found.ion
    assert found.beams[0].radiation == "PROTON"
    assert found.doses == (ImportedDose("1", "PTV1", Decimal("2"), Decimal("2")),)


def test_the_implicit_form_is_read_like_the_explicit_one() -> None:
    spec = RecordSpec()
    raw = written(record_set(spec), ImplicitVRLittleEndian)
    assert DicomFiles().read_treatment(raw, ZONE) == read()


def test_no_digit_of_a_number_goes_through_a_float() -> None:
    found = read(beams=(BeamSpec(specified="0.1", delivered="116.00366970001"),))
    assert found.beams[0].delivered == Decimal("116.00366970001")
    assert found.beams[0].specified == Decimal("0.1")


def test_padding_zeros_and_exponents_are_written_out() -> None:
    found = read(beams=(BeamSpec(specified="1.16E2", delivered="116.00000000000"),))
    assert (str(found.beams[0].specified), str(found.beams[0].delivered)) == ("116", "116")


def test_what_the_beams_add_up_to_stands_beside_the_dose() -> None:
    beams = (BeamSpec(dose="1.2"), BeamSpec(number=2, dose="0.7"))
    found = read(beams=beams)
    assert found.doses == (ImportedDose("1", "PTV1", Decimal("2"), Decimal("1.9")),)


def test_doses_told_by_beams_alone_are_added_up() -> None:
    found = read(doses=(), beams=(BeamSpec(dose="1.2"), BeamSpec(number=2, dose="0.8")))
    assert found.doses == (ImportedDose("1", "", Decimal("2.0"), Decimal("2.0")),)


def test_two_doses_under_one_number_are_refused_and_neither_wins() -> None:
    for name in ("PTV1", "EYE"):
        raw = record(doses=((1, "PTV1", "2.00"), (1, name, "0.10")))
        with pytest.raises(Refused, match=r"dicom\.dose_repeated"):
            DicomFiles().read_treatment(raw, ZONE)


def test_the_machines_own_references_are_not_taken_for_the_plans() -> None:
    found = read(beams=(BeamSpec(dose="5", reference=None),))
    assert [one.reference for one in found.doses] == ["1", "C1"]


def test_the_worst_end_of_a_beam_is_the_end_of_the_session() -> None:
    ends = ("NORMAL", "OPERATOR", "MACHINE", "UNKNOWN")
    beams = tuple(BeamSpec(number=n, termination=end) for n, end in enumerate(ends, start=1))
    assert read(beams=beams).termination is Termination.MACHINE
    assert not read(beams=beams).whole


def test_an_end_no_standard_knows_is_not_known() -> None:
    assert read(beams=(BeamSpec(termination="ABORT"),)).termination is Termination.UNKNOWN


def test_less_than_one_unit_short_is_whole_and_one_unit_is_not() -> None:
    assert read(beams=(BeamSpec(specified="116.5", delivered="116.1"),)).whole
    assert not read(beams=(BeamSpec(specified="116.5", delivered="115.5"),)).whole


def test_nothing_delivered_is_not_treated() -> None:
    assert not read(beams=(BeamSpec(delivered="0", termination="MACHINE"),)).treated


def test_a_field_for_images_is_no_beam_of_the_treatment() -> None:
    made = record_set(RecordSpec(beams=(BeamSpec(), BeamSpec(number=2, delivered="3"))))
    made.TreatmentSessionBeamSequence[1].TreatmentDeliveryType = "VERIFICATION"
    found = DicomFiles().read_treatment(written(made), ZONE)
    assert [beam.number for beam in found.beams] == [1]


def test_a_unit_that_stands_above_the_beams_holds_for_each() -> None:
    assert read(beams=(BeamSpec(unit="MINUTE"),)).beams[0].unit == "MINUTE"


def test_an_offset_in_the_file_moves_the_time_into_the_sites_zone() -> None:
    found = read(extra={"TimezoneOffsetFromUTC": "+0000"}, clock="010500")
    assert found.at == datetime(2026, 3, 16, 1, 5, tzinfo=UTC)
    assert found.at.utcoffset() == timedelta(hours=8)


@pytest.mark.parametrize("clock", ["09", "0905", "090500", "090500.123456"])
def test_every_length_of_a_time_is_read(clock: str) -> None:
    assert read(clock=clock).at.strftime("%H%M%S").startswith(clock[:6])


@pytest.mark.parametrize("charset", ["ISO_IR 192", "GB18030", "GBK"])
def test_chinese_names_are_read_in_every_character_set_in_use(charset: str) -> None:
    found = read(name="HECHENG^Wei=合成^伟", charset=charset)
    assert found.patient.names == ("HECHENG^Wei", "合成^伟")


def test_reasons_of_overrides_are_kept_and_a_missing_one_shows() -> None:
    beams = (BeamSpec(override="couch"), BeamSpec(number=2, override=""))
    assert read(beams=beams).overridden == ("couch", "")


def test_measured_doses_are_shown_beside_the_calculated_ones() -> None:
    told = [dataset(ReferencedDoseReferenceNumber="1", DoseUnits="GY", MeasuredDoseValue="1.98")]
    found = read(extra={"MeasuredDoseReferenceSequence": told})
    assert found.measured == (Decimal("1.98"),)


def test_nobody_is_named_where_a_record_is_printed_for_an_engineer() -> None:
    shown = repr(read())
    for secret in ("SYNTHETIC", "H-000001", "1961", "Tess"):
        assert secret not in shown
