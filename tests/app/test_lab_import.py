"""A laboratory's file beside the chart: what each row would enter, and why others cannot be."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from ltm_desktop.app.imported_labs import (
    ImportedLabs,
    ImportedOwner,
    ImportedResult,
    LabFile,
    ReportState,
)
from ltm_desktop.app.lab_import import (
    LabsBeside,
    LabsNow,
    LineState,
    command_of,
    lay_beside,
)
from ltm_desktop.app.lab_spelling import CSF_SOMEWHERE, UNSAID, analytes_called, unit_spelled
from ltm_desktop.domain.analytes import AnalyteKind, Specimen
from ltm_desktop.domain.errors import Refused
from ltm_desktop.domain.lab_units import family_of
from ltm_desktop.domain.labs import Comparator, LabFinding, LabResult, RecordLabs
from ltm_desktop.domain.patients import RecordDeath
from ltm_desktop.domain.quantities import Quantity, Unit
from tests.builders import NURSE, labs
from tests.stories import Story, planned

DRAWN = datetime.fromisoformat("2026-03-02T07:30:00+08:00")
OWN = ImportedOwner(("EX1-001",), (), date(1961, 3, 2))


def row(name: str, value: str, unit: str, **more: Any) -> ImportedResult:
    """Return one row of a file about the synthetic patient."""
    told: dict[str, Any] = {
        "place": 1,
        "codes": (),
        "low": "",
        "high": "",
        "sampled_at": DRAWN,
        "specimen": "blood",
    }
    return ImportedResult(name=name, value=value, unit=unit, **{**told, **more})


def beside(
    story: Story, *rows: ImportedResult, owner: ImportedOwner = OWN, **told: Specimen
) -> LabsBeside:
    """Return the rows of a file beside the chart of a story."""
    assert story.protocol is not None
    file = LabFile("results.csv", (ImportedLabs(owner, rows),))
    now = LabsNow(story.chart.patient_id, story.chart, story.protocol, story.act(NURSE))
    return lay_beside(file, now, {"" if key == "unsaid" else key: one for key, one in told.items()})


def codes(laid: LabsBeside) -> list[str]:
    """Return the codes of all that stands against rows."""
    return [alert.code for line in laid.lines for alert in line.alerts]


def only(laid: LabsBeside) -> LabResult:
    """Return the one number that would be entered."""
    (line,) = laid.lines
    assert line.state is LineState.NEW, line.alerts
    assert isinstance(line.result, LabResult)
    return line.result


def test_a_row_becomes_a_result_in_the_unit_of_the_record_with_its_range() -> None:
    told = row("PLT", "98000", "/mm3", low="125000", high="350000", report="R-17")
    found = only(beside(planned(), told))
    assert found.analyte == "platelets"
    assert found.value == Quantity(Decimal(98), Unit.PER_NL)
    assert (found.low, found.high) == (
        Quantity(Decimal(125), Unit.PER_NL),
        Quantity(Decimal(350), Unit.PER_NL),
    )
    assert found.printed is not None
    assert (found.printed.value, found.printed.unit) == (Decimal(98000), "/mm³")
    assert found.report.number == "R-17"
    assert found.specimen is Specimen.BLOOD


def test_new_rows_are_entered_by_one_command_that_the_log_takes() -> None:
    story = planned()
    rows = (row("PLT", "98", "10*9/L"), row("Hb", "<7.2", "g/dL"), row("CEA", "12", "ng/mL"))
    command = command_of(beside(story, *rows).lines, story.chart.patient_id)
    assert isinstance(command, RecordLabs)
    after = story.does(command)
    assert after.chart.labs.of("haemoglobin")[0].comparator is Comparator.BELOW
    entered = after.chart.labs.results[len(story.chart.labs.results) :]
    assert [one.analyte for one in entered] == ["platelets", "haemoglobin", "cea"]


def test_a_sample_after_the_death_is_for_a_person_to_type() -> None:
    story = planned().at("2026-03-05 10:00")
    died = story.does(RecordDeath(story.chart.patient_id, date(2026, 3, 1)))
    told = row("PLT", "98", "10*9/L")
    laid = beside(died, told)
    assert ([line.state for line in laid.lines], codes(laid)) == (
        [LineState.UNUSABLE],
        ["labs.after_death"],
    )
    assert command_of(laid.lines, died.chart.patient_id) is None
    assert [line.state for line in beside(story, told).lines] == [LineState.NEW]


def test_a_value_beyond_its_limits_is_held_alone_and_the_others_are_taken_over() -> None:
    story = planned().at("2026-03-05 10:00")
    odd = row("CREA", "3000", "umol/L")
    ahead = row("CEA", "3.1", "ng/mL", sampled_at=DRAWN.replace(month=4))
    laid = beside(story, odd, row("HGB", "118", "g/L"), ahead)
    states = [line.state for line in laid.lines]
    assert states == [LineState.UNUSABLE, LineState.NEW, LineState.UNUSABLE]
    assert set(codes(laid)) == {"labs.implausible", "labs.future_sample"}
    command = command_of(laid.lines, story.chart.patient_id)
    assert command is not None
    after = story.does(command)
    entered = after.chart.labs.results[len(story.chart.labs.results) :]
    assert [one.analyte for one in entered] == ["haemoglobin"]


def test_what_the_chart_has_is_not_proposed_again() -> None:
    story = planned().does(labs(platelets="98"))
    drawn = story.chart.labs.results[-1].sampled_at
    laid = beside(story, row("PLT", "98.0", "10*9/L", sampled_at=drawn))
    assert [line.state for line in laid.lines] == [LineState.SAME]
    assert command_of(laid.lines, story.chart.patient_id) is None


def test_another_value_for_the_same_sample_is_shown_and_not_taken() -> None:
    story = planned().does(labs(platelets="98"))
    drawn = story.chart.labs.results[-1].sampled_at
    laid = beside(story, row("PLT", "89", "10*9/L", sampled_at=drawn))
    assert [line.state for line in laid.lines] == [LineState.DIFFERS]
    assert codes(laid) == ["labs.file_differs"]
    assert command_of(laid.lines, story.chart.patient_id) is None


def test_the_same_result_twice_in_a_file_is_taken_once() -> None:
    laid = beside(planned(), row("PLT", "98", "10*9/L"), row("PLT", "89", "10*9/L", place=2))
    assert [line.state for line in laid.lines] == [LineState.NEW, LineState.UNUSABLE]
    assert codes(laid) == ["labs.file_twice"]


@pytest.mark.parametrize(
    ("told", "code"),
    [
        (row("Quantiferon", "1", "IU/mL"), "labs.file_analyte"),
        (row("PLT", "many", "10*9/L"), "labs.file_value"),
        (row("PLT", "≤5", "10*9/L"), "labs.file_value"),
        (row("PLT", "98", "mg/dL"), "labs.file_unit"),
        (row("PLT", "98", ""), "labs.file_unit"),
        (row("PLT", "98", "10*9/L", sampled_at=None), "labs.file_time"),
        (row("PLT", "98", "10*9/L", specimen=""), "labs.file_source"),
        (row("protein", "0.4", "g/L", specimen="CSF"), "labs.file_source"),
        (row("PLT", "98", "10*9/L", state=ReportState.PRELIMINARY), "labs.file_preliminary"),
        (row("PLT", "98", "10*9/L", state=ReportState.WITHDRAWN), "labs.file_withdrawn"),
        (row("PLT", "98000", "10*9/L"), "labs.unit_slip"),
        (row("cytology", "maybe", "", specimen="CSF, lumbar"), "labs.file_value"),
    ],
)
def test_what_a_person_must_decide_is_left_to_a_person(told: ImportedResult, code: str) -> None:
    laid = beside(planned(), told)
    assert [line.state for line in laid.lines] == [LineState.UNUSABLE]
    assert codes(laid) == [code]


@pytest.mark.parametrize(
    ("words", "specimen"),
    [
        ("CSF, lumbar puncture", Specimen.CSF_LUMBAR),
        ("脑脊液（腰椎穿刺）", Specimen.CSF_LUMBAR),
        ("CSF from Ommaya reservoir", Specimen.CSF_VENTRICULAR),
        ("脑室引流液", Specimen.CSF_VENTRICULAR),
    ],
)
def test_csf_is_lumbar_or_ventricular_as_the_file_says(words: str, specimen: Specimen) -> None:
    found = only(beside(planned(), row("WBC", "12", "/uL", specimen=words)))
    assert (found.analyte, found.specimen) == ("csf_white_cells", specimen)


def test_csf_of_no_named_place_waits_for_a_person() -> None:
    told = row("蛋白", "0.6", "g/L", specimen="脑脊液")
    assert beside(planned(), told).asks_specimen
    assert CSF_SOMEWHERE == "csf"
    placed = beside(planned(), told, csf=Specimen.CSF_VENTRICULAR)
    assert only(placed).specimen is Specimen.CSF_VENTRICULAR
    # what is known to be CSF is never taken for blood
    assert beside(planned(), told, unsaid=Specimen.BLOOD).asks_specimen
    assert UNSAID == ""


def test_a_coded_result_is_one_of_its_list_and_a_text_stays_in_its_words() -> None:
    laid = beside(
        planned(),
        row("cytology", "Positive", "", specimen="CSF, lumbar"),
        row("细菌培养", "无细菌生长", "", specimen="CSF, lumbar", place=2),
    )
    cytology, culture = (line.result for line in laid.lines)
    assert isinstance(cytology, LabFinding)
    assert cytology.code == "positive"
    assert isinstance(culture, LabFinding)
    assert (culture.code, culture.text) == ("", "无细菌生长")


@pytest.mark.parametrize(
    "owner",
    [
        ImportedOwner(("EX1-002",), (), date(1961, 3, 2)),
        ImportedOwner(("EX1-001",), (), date(1961, 3, 3)),
        ImportedOwner(("EX1-001",), ("Somebody^Else",), None),
        ImportedOwner((), ("SYNTHETIC^Wei",), date(1961, 3, 2)),
    ],
)
def test_results_of_anybody_else_are_refused(owner: ImportedOwner) -> None:
    with pytest.raises(Refused) as refused:
        beside(planned(), row("PLT", "98", "10*9/L"), owner=owner)
    assert [alert.code for alert in refused.value.alerts] == ["labs.file_other_patient"]


def test_results_of_other_patients_are_counted_and_not_shown() -> None:
    story = planned()
    assert story.protocol is not None
    other = ImportedLabs(ImportedOwner(("EX1-002",), (), date(1961, 3, 2)), (row("PLT", "1", ""),))
    own = ImportedLabs(OWN, (row("PLT", "98", "10*9/L"),))
    now = LabsNow(story.chart.patient_id, story.chart, story.protocol, story.act(NURSE))
    laid = lay_beside(LabFile("both.csv", (other, own)), now, {})
    assert (len(laid.lines), laid.others) == (1, 1)


def test_every_spelling_of_the_protocol_means_one_analyte_of_its_specimen() -> None:
    active = planned().protocol
    assert active is not None
    protocol = active.protocol
    for one in protocol.analytes.values():
        place = Specimen.CSF_LUMBAR if protocol.panels[one.panel].csf else Specimen.BLOOD
        for name in (one.code, one.label.en, one.label.zh, *one.also):
            assert analytes_called((), name, place, active) == (one,), name
        for code in one.loinc:
            assert analytes_called((code,), "", place, active) == (one,), code


def test_every_printed_unit_is_read_back_from_its_own_name() -> None:
    active = planned().protocol
    assert active is not None
    numbers = [o for o in active.protocol.analytes.values() if o.kind is AnalyteKind.NUMBER]
    for one in numbers:
        assert one.unit is not None
        family = family_of(one.unit, one.printed)
        for printed in family.printed:
            assert unit_spelled(family, printed.name) == printed, printed.name


@pytest.mark.parametrize(
    ("analyte", "written", "printed"),
    [
        ("platelets", "10*9/L", "×10⁹/L"),
        ("platelets", "×10^9/L", "×10⁹/L"),
        ("platelets", "10*3/uL", "10³/µL"),
        ("platelets", "10E9/l", "×10⁹/L"),
        ("creatinine", "umol/L", "µmol/L"),
        ("creatinine", "μmol/L", "µmol/L"),
        ("alt", "[IU]/L", "IU/L"),
        ("csf_white_cells", "/ul", "/µL"),
    ],
)
def test_a_unit_is_known_however_it_is_spelled(analyte: str, written: str, printed: str) -> None:
    active = planned().protocol
    assert active is not None
    one = active.protocol.analytes[analyte]
    assert one.unit is not None
    found = unit_spelled(family_of(one.unit, one.printed), written)
    assert found is not None
    assert found.name == printed


def test_a_slip_is_also_found_against_the_last_result() -> None:
    story = planned()
    first = command_of(beside(story, row("ALB", "40", "g/L")).lines, story.chart.patient_id)
    assert first is not None
    story = story.does(first)
    later = DRAWN.replace(hour=8)
    assert codes(beside(story, row("ALB", "4.1", "g/L", sampled_at=later))) == ["labs.unit_slip"]
