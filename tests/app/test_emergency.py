"""The clear copy of the emergency page follows the ledger: posted, compared, put right, told."""

import shutil
from pathlib import Path

import pytest

from ltm_desktop.app.demo.cast import DEMO_SECRET
from ltm_desktop.app.emergency import Posted, keep_posted, standing_fault
from ltm_desktop.app.emergency_told import sheet, text_of, told_page
from ltm_desktop.app.verdicts import of_site
from ltm_desktop.app.wording.words import LANGUAGES, Words
from ltm_desktop.bootstrap import House
from ltm_desktop.domain.emergency import SignEmergencyText
from ltm_desktop.domain.identifiers import SITE_STREAM
from ltm_desktop.storage.emergency_copy import ASIDE, NAME
from tests.app.clinic import SECRET, Clinic, opened
from tests.builders import ADMINISTRATOR, INVESTIGATOR, MONITOR, PHYSICIAN

PHONES = (("On call 值班 (example)", "000 0001"),)


def page(text: str = "Example text.") -> SignEmergencyText:
    return SignEmergencyText(text, "示例文本。", PHONES, INVESTIGATOR)


def verified(site: Path) -> tuple[int, str]:
    """Verify a site as the command line does."""
    desk = House().open_site(site, MONITOR, SECRET, read_only=True, check=False)
    try:
        told = of_site(desk, None, Words("en"), lambda *_: None)
        assert of_site(desk, None, Words("zh_CN"), lambda *_: None).code == told.code
        return told.code, told.text
    finally:
        desk.close()


@pytest.fixture
def signed(unconfigured: Clinic) -> Path:
    """A site whose page a physician wrote and the investigator signed; closed."""
    unconfigured.does(PHYSICIAN, page())
    unconfigured.desk.close()
    return unconfigured.path


def reopened(site: Path) -> list[str]:
    """Sign in once and return what was told."""
    with opened(site, "2026-03-03 08:00") as clinic:
        return [alert.code for alert in clinic.desk.notes]


def test_signing_posts_a_copy_that_is_read_without_a_secret(signed: Path) -> None:
    posted = House().emergency(signed)
    assert posted.problem == ""
    assert posted.copy is not None
    assert (posted.copy.number, posted.copy.text_en) == (1, "Example text.")
    assert posted.copy.phones == PHONES
    assert posted.copy.investigator == INVESTIGATOR
    assert posted.copy.site == "Example Clinic (synthetic)"
    assert verified(signed)[0] == 0


def test_a_new_page_replaces_the_copy(unconfigured: Clinic) -> None:
    unconfigured.does(ADMINISTRATOR, page())
    unconfigured.does(INVESTIGATOR, page("Other text."))
    copy = House().emergency(unconfigured.path).copy
    assert copy is not None
    assert (copy.number, copy.text_en) == (2, "Other text.")
    assert standing_fault(unconfigured.desk) == ()


def test_a_page_written_by_a_physician_carries_the_investigators_signature(signed: Path) -> None:
    with opened(signed, "2026-03-03 08:00") as clinic:
        newest = list(clinic.desk.store.entries(SITE_STREAM))[-1].entry
    assert newest.author == PHYSICIAN
    assert [(one.person, one.meaning) for one in newest.cosignatures] == [
        (INVESTIGATOR, "approved")
    ]


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (lambda file: file.unlink(), "is not there"),
        (lambda file: file.write_bytes(b"?"), "cannot be read"),
        (
            lambda file: file.write_bytes(file.read_bytes().replace(b"000 0001", b"000 0009")),
            "does not say what the investigator signed",
        ),
    ],
)
def test_a_changed_or_missing_copy_is_named_and_put_right_at_the_next_sign_in(
    signed: Path, harm: object, said: str
) -> None:
    before = (signed / NAME).read_bytes()
    harm(signed / NAME)  # type: ignore[operator]  # a function on the file
    code, text = verified(signed)
    assert code == 1
    assert said in text
    assert reopened(signed) == ["emergency.copy_rewritten"]
    assert (signed / NAME).read_bytes() == before
    assert verified(signed)[0] == 0
    assert reopened(signed) == []


def test_an_older_page_put_back_is_found(unconfigured: Clinic) -> None:
    unconfigured.does(INVESTIGATOR, page())
    file = unconfigured.path / NAME
    older = file.read_bytes()
    unconfigured.does(INVESTIGATOR, page("Other text."))
    file.write_bytes(older)
    assert [one.code for one in standing_fault(unconfigured.desk)] == ["emergency.copy_not_written"]
    unconfigured.desk.close()
    assert verified(unconfigured.path)[0] == 1


def test_a_page_nobody_signed_is_named_and_set_aside_and_kept(
    signed: Path, founded_site: Path, tmp_path: Path
) -> None:
    other = Path(shutil.copytree(founded_site, tmp_path / "other"))
    foreign = (signed / NAME).read_bytes()
    (other / NAME).write_bytes(foreign)
    code, text = verified(other)
    assert code == 1
    assert "nobody has signed an emergency page here" in text
    assert reopened(other) == ["emergency.copy_set_aside"]
    assert House().emergency(other).copy is None
    assert (other / ASIDE).read_bytes() == foreign


def test_a_copy_that_cannot_be_written_keeps_nobody_out_and_is_told(signed: Path) -> None:
    (signed / NAME).unlink()
    # what stands in the way of the fresh file stands in the way of the copy
    (signed / f"{NAME}.new").mkdir()
    assert reopened(signed) == ["emergency.copy_not_written"]


def test_a_page_signed_while_the_folder_is_full_stands_in_the_record(
    unconfigured: Clinic,
) -> None:
    (unconfigured.path / f"{NAME}.new").mkdir()
    unconfigured.does(INVESTIGATOR, page())
    assert unconfigured.desk.site().emergency is not None
    assert [one.code for one in standing_fault(unconfigured.desk)] == ["emergency.copy_not_written"]
    (unconfigured.path / f"{NAME}.new").rmdir()
    assert [one.code for one in keep_posted(unconfigured.desk)] == ["emergency.copy_rewritten"]
    assert standing_fault(unconfigured.desk) == ()


def test_a_verifier_rewrites_nothing(signed: Path) -> None:
    (signed / NAME).unlink()
    verified(signed)
    assert not (signed / NAME).exists()


def test_nothing_of_a_patient_is_on_the_page(demo_site: Path) -> None:
    raw = (demo_site / NAME).read_text("utf-8")
    desk = House().open_site(demo_site, "monitor.m", DEMO_SECRET, read_only=True, check=False)
    try:
        rows = [row.patient for row in desk.worklists.patients()]
        names = [row.subject_id for row in rows] + [row.hospital_number for row in rows]
        names += [row.han_name for row in rows if row.han_name] + [row.given for row in rows]
    finally:
        desk.close()
    assert names
    assert [name for name in names if name in raw] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_site_without_a_page_says_so_and_invents_nothing(language: str) -> None:
    say = Words(language)
    told = told_page(Posted(kind="live"), say)
    assert told.text == told.signed == ""
    assert told.phones == ()
    assert say("This site has not written its emergency page yet.") in told.warning
    paper = sheet(Posted(kind="live"))
    assert (paper.texts, paper.phones, paper.signed) == ((), (), ())


def test_a_changed_copy_is_shown_under_a_warning_and_in_nobodys_name(signed: Path) -> None:
    file = signed / NAME
    file.write_bytes(file.read_bytes().replace(b"000 0001", b"000 0009"))
    posted = House().emergency(signed)
    text = text_of(posted, Words("en"))
    assert "was changed after it was signed" in text
    assert "000 0009" in text
    assert "Approved by" not in text
    assert sheet(posted).signed == ()
