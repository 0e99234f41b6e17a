"""The fraction log on paper: signed with the weekly check, a copy at any other time."""

import re
import subprocess
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from ltm_desktop.app.verdicts import of_paper
from ltm_desktop.app.wording.words import Words
from ltm_desktop.bootstrap import House
from ltm_desktop.domain.corrections import VoidRecord
from ltm_desktop.domain.errors import Refused
from ltm_desktop.domain.fractions import SessionOutcome, ShortfallChoice, Verification
from ltm_desktop.domain.identifiers import RecordId
from ltm_desktop.domain.quantities import Quantity, Unit
from tests import course_builders
from tests.app.clinic import Clinic, configure, copy, opened
from tests.builders import OTHER_THERAPIST, PATIENT, PHYSICIAN, THERAPIST
from tests.conftest import Outside
from tests.language.kept import find_latin

FRIDAY = "2026-03-20"
CHECK = RecordId(f"check-{FRIDAY}")
Text = Callable[..., str]


@pytest.fixture
def text(outside: Outside, tmp_path: Path) -> Text:
    """Run a program from outside on a PDF and return what it says."""

    def ask(program: str, pdf: bytes, *options: str, after: tuple[str, ...] = ()) -> str:
        file = tmp_path / "asked.pdf"
        file.write_bytes(pdf)
        command = [outside(program), *options, str(file), *after]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        return done.stdout + done.stderr

    return ask


def irradiate(clinic: Clinic) -> None:
    """Play the first week: one fraction short, one visit without a dose, one session taken back."""
    clinic.at("2026-03-13 10:00").does(PHYSICIAN, course_builders.course())
    shifted = Verification("cbct", vertical=Quantity(Decimal("-2"), Unit.MM))
    for number, day in enumerate(("16", "17"), 1):
        clinic.at(f"2026-03-{day} 14:20")
        told = course_builders.session(number, f"2026-03-{day} 14:00", verification=shifted)
        clinic.does(THERAPIST, told)
    part = SessionOutcome.PARTIAL
    clinic.at("2026-03-18 14:20")
    clinic.does(THERAPIST, course_builders.session(3, "2026-03-18 14:00", part, "1.20"))
    clinic.does(PHYSICIAN, course_builders.shortfall(3, ShortfallChoice.AT_END))
    none = SessionOutcome.NOT_TREATED
    clinic.at("2026-03-19 14:20")
    clinic.does(THERAPIST, course_builders.session(4, "2026-03-19 14:00", none, None, machine=""))
    clinic.at("2026-03-20 14:20")
    clinic.does(THERAPIST, course_builders.session(4, "2026-03-20 14:00"))
    taken = RecordId("rt-4-2026-03-20 14:00")
    clinic.does(THERAPIST, VoidRecord(PATIENT, taken, "wrong_patient", OTHER_THERAPIST, ""))
    clinic.does(THERAPIST, course_builders.session(4, "2026-03-20 14:05"))
    clinic.does(PHYSICIAN, course_builders.compensation("weekend", "2026-03-21"))
    clinic.does(THERAPIST, course_builders.link("rt-1-2026-03-16 14:00", "RV-77"))


@pytest.fixture(scope="session")
def checked_site(planned_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site whose patient was irradiated for a week and checked on Friday."""
    site = copy(planned_site, tmp_path_factory.mktemp("checked") / "site")
    with opened(site, "2026-03-13 09:00") as clinic:
        irradiate(clinic)
        clinic.at(f"{FRIDAY} 16:00").does(PHYSICIAN, course_builders.course_check(FRIDAY))
    return site


@pytest.fixture(scope="session")
def paper(checked_site: Path) -> bytes:
    """The signed log."""
    with opened(checked_site, f"{FRIDAY} 17:00") as clinic:
        (only,) = clinic.desk.chart(PATIENT).records.by_id[CHECK].papers
        return clinic.desk.store.paper(only.sha256)


def said(pdf: bytes, text: Text) -> str:
    words = text("pdftotext", pdf, "-raw", after=("-",))
    return re.sub(r"\s+", " ", words)


def test_the_log_of_a_check_is_signed_whole_and_the_ledgers_own(
    paper: bytes, checked_site: Path, text: Text
) -> None:
    told = text("pdfsig", paper, "-nocert")
    assert told.count("Signature is Valid") == 1
    assert "Total document signed" in told
    assert "Common Name: Dana EXAMPLE" in told
    assert "No syntax or stream encoding errors" in text("qpdf", paper, "--check")
    with opened(checked_site, f"{FRIDAY} 17:00") as clinic:
        assert of_paper(paper, House().press(), clinic.desk, None, Words()).code == 0


def test_the_log_tells_every_session_decision_and_sum(paper: bytes, text: Text) -> None:
    words = said(paper, text)
    for expected in (
        "Weekly check and fraction log",
        "Partly delivered",
        "Not treated",
        "TAKEN BACK",
        "(2)",
        "Give the remainder after the last fraction",
        "Treatment on a day off",
        "Record-and-verify id RV-77, compared and the same",
        "Planned against delivered dose",
        "BED and EQD2",
        "linear-quadratic model without repair or repopulation",
        "Vertical shift: -2 mm",
        "treatment day without a dose",
    ):
        assert expected in words
    assert re.search(r"PTV1 40 7\.2 32\.8 0\.8 0", words)


def test_a_session_after_the_checked_day_is_not_on_its_log(
    planned_site: Path, tmp_path: Path, text: Text
) -> None:
    with opened(copy(planned_site, tmp_path / "site"), "2026-03-13 09:00") as clinic:
        irradiate(clinic)
        clinic.at("2026-03-20 17:00")
        clinic.does(PHYSICIAN, course_builders.course_check("2026-03-17"))
        known = clinic.desk.chart(PATIENT).records.by_id[RecordId("check-2026-03-17")]
        words = said(clinic.desk.store.paper(known.papers[-1].sha256), text)
    assert "Partly delivered" not in words
    assert re.search(r"PTV1 40 4 36 0 0", words)


def test_a_copy_says_that_nobody_signed_it(checked_site: Path, text: Text) -> None:
    with opened(checked_site, f"{FRIDAY} 17:00") as clinic:
        pdf = clinic.desk.fraction_log(PATIENT, ("en",))
    words = said(pdf, text)
    assert "Fraction log, unsigned copy printed 20-Mar-2026 17:00 +08:00" in words
    assert "Unsigned copy for reading; it proves nothing" in words
    assert "SHA-256 of the record" not in words
    assert "Weekly checks" in words
    assert "does not contain any signatures" in text("pdfsig", pdf)


@pytest.mark.parametrize("languages", [("en",), ("zh_CN",), ("en", "zh_CN")])
def test_every_language_of_the_log_is_a_clean_file(
    languages: tuple[str, ...], checked_site: Path, text: Text
) -> None:
    with opened(checked_site, f"{FRIDAY} 17:00") as clinic:
        pdf = clinic.desk.fraction_log(PATIENT, languages)
    assert "No syntax or stream encoding errors" in text("qpdf", pdf, "--check")
    words = said(pdf, text)
    assert ("Sessions" in words) == ("en" in languages)
    assert ("照射" in words) == ("zh_CN" in languages)
    if "en" not in languages:
        assert find_latin(words) == []
    assert "□" not in words


def test_a_long_log_names_its_columns_on_every_page(
    planned_site: Path, tmp_path: Path, text: Text
) -> None:
    with opened(copy(planned_site, tmp_path / "site"), "2026-03-13 09:00") as clinic:
        clinic.at("2026-03-13 10:00").does(PHYSICIAN, course_builders.course())
        days = [f"2026-03-{day}" for day in (16, 17, 18, 19, 20, 23, 24, 25, 26, 27, 30, 31)]
        days += [f"2026-04-0{day}" for day in (1, 2, 3, 7, 8, 9)]
        for number, day in enumerate(days, 1):
            told = course_builders.session(number, f"{day} 14:00")
            clinic.at(f"{day} 14:20").does(THERAPIST, told)
        pdf = clinic.desk.fraction_log(PATIENT, ("en", "zh_CN"))
    pages = text("pdftotext", pdf, "-layout", after=("-",)).split("\f")
    rows = [page for page in pages if "Linac 1 (example)" in page]
    assert len(rows) > 1
    assert all("Machine, operators" in page for page in rows)
    assert sum(page.count("Linac 1 (example)") for page in rows) == len(days)


def test_without_a_course_there_is_no_log(planned_site: Path, tmp_path: Path) -> None:
    with opened(copy(planned_site, tmp_path / "site"), "2026-03-13 09:00") as clinic:
        with pytest.raises(Refused) as caught:
            clinic.desk.fraction_log(PATIENT)
        assert caught.value.alerts[0].code == "fractions.no_prescription"


def test_the_log_speaks_the_language_the_site_signed(
    planned_site: Path, tmp_path: Path, text: Text
) -> None:
    with opened(copy(planned_site, tmp_path / "site"), "2026-03-13 09:00") as clinic:
        configure(clinic, site__record_language="zh_CN")
        irradiate(clinic)
        words = said(clinic.desk.fraction_log(PATIENT), text)
    assert "Fraction log" not in words
