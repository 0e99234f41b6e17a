"""The downtime kit: when it is made, what stands in it, and where the code of a form leads."""

import stat
import subprocess
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from ltm_desktop.app.downtime_kit import KEPT, age_of, is_due, kit_pdf, make_kit, read_code
from ltm_desktop.app.downtime_return import back_from
from ltm_desktop.app.kit_forms import kit_of
from ltm_desktop.app.paper import DowntimeSheet
from ltm_desktop.app.scans import read_scan
from ltm_desktop.app.site_codes import PaperForm, to_paper_text
from ltm_desktop.domain.errors import Refused
from ltm_desktop.storage.kit_files import KitFiles
from tests.app.clinic import Clinic
from tests.builders import MONITOR, NURSE, PATIENT, PHYSICIAN, at, order
from tests.cases.clinical import day
from tests.conftest import Outside
from tests.language.beside import emptied, find_alone
from tests.language.kept import find_latin
from tests.reports.conftest import decoded


def codes(clinic: Clinic) -> list[PaperForm]:
    return [read_code(one.code) for one in kit_of(clinic.desk).lines]


def doses(sheet: DowntimeSheet) -> list[str]:
    """Return every number with mg that is printed on a form."""
    fields = [one for part in sheet.sections for one in part.fields]
    return [one.value for one in fields if "mg" in one.value]


def test_a_form_is_printed_for_each_dose_of_seven_days_and_no_other(clinic: Clinic) -> None:
    found = codes(clinic.at("2026-03-02 08:00"))
    assert [one.item for one in found] == ["IND-1", "IND-2"]
    assert {one.subject_id for one in found} == {"EX1-001"}
    later = codes(clinic.at("2026-03-05 08:00"))
    assert [one.item for one in later] == ["IND-1", "IND-2", "IND-3"]


def test_an_amount_stands_only_where_an_order_stands(clinic: Clinic) -> None:
    clinic.at("2026-03-02 08:00").assesses()
    assert all(not doses(sheet) for sheet in kit_of(clinic.desk).sheets)
    clinic.does(PHYSICIAN, order("IND-1"))
    ordered, *others = kit_of(clinic.desk).sheets
    assert doses(ordered) == ["10\u00a0mg"]
    assert all(not doses(sheet) for sheet in others)


def test_every_code_reads_back_from_the_rendered_paper_and_leads_to_its_dose(
    clinic: Clinic,
) -> None:
    clinic.at("2026-03-02 08:00").seat(NURSE)
    printed = dict.fromkeys(decoded(kit_pdf(clinic.desk)))
    assert list(printed) == [one.code for one in kit_of(clinic.desk).lines]
    for text in printed:
        scan = read_scan(text, day("2026-03-02"))
        assert isinstance(scan, PaperForm)
        back = back_from(clinic.desk, scan)
        assert (back.patient, back.item, back.alerts) == (PATIENT, scan.item, ())
        assert back.late_entry


def test_every_english_line_of_the_kit_has_its_chinese_beside_it(
    clinic: Clinic, outside: Outside, tmp_path: Path
) -> None:
    kit = kit_of(clinic.at("2026-03-02 08:00").desk)
    assert kit.lines
    assert find_alone(kit) == []
    assert clinic.desk.press is not None
    file = tmp_path / "kit.pdf"
    file.write_bytes(clinic.desk.press().draw_kit(replace(emptied(kit), sheets=())))
    read = [outside("pdftotext"), "-layout", str(file), "-"]
    text = subprocess.run(read, check=True, capture_output=True, text=True).stdout
    assert "计划日期" in text
    assert find_latin(text) == []


def test_a_code_is_typed_in_small_letters_and_a_slip_is_refused() -> None:
    text = to_paper_text(PaperForm("EX1-001", "IND-1", "20260302"))
    assert read_code(f" {text[:9]} {text[9:].lower()}".upper()).item == "IND-1"
    assert read_code(text.lower()) == PaperForm("EX1-001", "IND-1", "20260302")
    with pytest.raises(Refused) as caught:
        read_code(text.replace("IND-1", "IND-2"))
    assert {one.code for one in caught.value.alerts} == {"scanning.damaged"}


def test_a_dose_given_or_moved_since_says_so_and_opens_what_stands(clinic: Clinic) -> None:
    first, second = codes(clinic.at("2026-03-02 08:00"))
    clinic.gives("IND-1", "2026-03-02")
    back = back_from(clinic.desk, first)
    assert not back.late_entry
    assert [one.code for one in back.alerts] == ["downtime.settled"]
    assert (back.patient, back.item) == (PATIENT, "IND-1")
    moved = back_from(clinic.desk, replace(second, planned="20260304"))
    assert [one.code for one in moved.alerts] == ["downtime.moved"]
    assert not moved.late_entry


def test_a_form_of_nobody_and_a_monitor_lead_nowhere(clinic: Clinic) -> None:
    form = codes(clinic.at("2026-03-02 08:00"))[0]
    clinic.seat(NURSE)
    stranger = back_from(clinic.desk, replace(form, subject_id="EX1-999"))
    assert (stranger.patient, stranger.alerts[0].code) == ("", "downtime.unknown_patient")
    gone = back_from(clinic.desk, replace(form, item="IND-99"))
    assert gone.alerts[0].code == "downtime.no_such_dose"
    clinic.seat(MONITOR)
    assert back_from(clinic.desk, form).alerts[0].code == "downtime.reads_only"


def test_the_kit_of_a_day_is_made_once_at_its_hour_and_old_ones_are_rotated(
    clinic: Clinic,
) -> None:
    desk = clinic.at("2026-03-02 04:59").seat(NURSE)
    assert is_due(desk)
    assert age_of(desk) is None
    path = Path(make_kit(desk).path)
    assert not is_due(desk)
    clinic.at("2026-03-02 05:00")
    assert is_due(desk)
    make_kit(desk)
    assert not is_due(desk)
    assert age_of(desk) == timedelta(0)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    shelf = KitFiles(clinic.path, KEPT)
    for night in range(1, KEPT + 3):
        shelf.put(b"%PDF", at("2026-03-02 05:00") + timedelta(days=night))
    assert len(list(path.parent.iterdir())) == KEPT
    assert not path.exists()
    assert shelf.newest() == at("2026-03-02 05:00") + timedelta(days=KEPT + 2)


def test_without_a_dose_the_kit_says_so(clinic: Clinic) -> None:
    clinic.at("2025-03-02 08:00")
    kit = kit_of(clinic.desk)
    assert kit.lines == ()
    assert "No dose is planned" in kit.none
    assert kit_pdf(clinic.desk).startswith(b"%PDF")
