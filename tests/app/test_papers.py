"""The paper of a dose: checked by programs that are not ours, refused for any byte that differs."""

import random
import re
import subprocess
import unicodedata
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from ltm_desktop.app.verdicts import of_code, of_paper
from ltm_desktop.app.wording.statements import statement
from ltm_desktop.app.wording.words import Words
from ltm_desktop.bootstrap import House
from ltm_desktop.cli import verbs
from ltm_desktop.domain.dosing import NotGiven
from ltm_desktop.domain.errors import Refused
from ltm_desktop.domain.identifiers import RecordId
from ltm_desktop.domain.signoff import ApproveRecord, CountersignRecord
from ltm_desktop.domain.terms import Access, Meaning
from ltm_desktop.ledger import proof
from tests import builders
from tests.app.clinic import SECRET, Clinic, configure, copy, opened
from tests.builders import INVESTIGATOR, NURSE, PATIENT, PHYSICIAN, SECOND
from tests.conftest import Outside

MONDAY = "2026-03-02"
RECORD = RecordId("adm-IND-1")
SIGNERS = ["Nora EXAMPLE", "Sam EXAMPLE", "Dana EXAMPLE"]
Run = Callable[..., str]


@pytest.fixture
def run(outside: Outside, tmp_path: Path) -> Run:
    """Ask a program from outside about a PDF and return all it says."""

    def ask(program: str, pdf: bytes, *options: str, after: tuple[str, ...] = ()) -> str:
        file = tmp_path / "asked.pdf"
        file.write_bytes(pdf)
        command = [outside(program), *options, str(file), *after]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        return done.stdout + done.stderr

    return ask


def newest_paper(clinic: Clinic, record: str = RECORD) -> bytes:
    papers = clinic.desk.chart(PATIENT).records.by_id[RecordId(record)].papers
    return clinic.desk.store.paper(papers[-1].sha256)


@pytest.fixture(scope="session")
def approved_site(planned_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with one dose given by Ommaya and approved."""
    site = copy(planned_site, tmp_path_factory.mktemp("approved") / "site")
    with opened(site, f"{MONDAY} 10:00") as clinic:
        clinic.gives("IND-1", MONDAY)
        clinic.observes(RECORD, f"{MONDAY} 11:30")
        clinic.at(f"{MONDAY} 16:00").does(PHYSICIAN, ApproveRecord(PATIENT, RECORD))
    return site


@pytest.fixture
def approved(approved_site: Path, tmp_path: Path) -> Path:
    """This test's own copy of the site with an approved dose, closed."""
    return copy(approved_site, tmp_path / "approved")


@pytest.fixture(scope="session")
def paper(approved_site: Path) -> bytes:
    """The approved dose record."""
    with opened(approved_site, f"{MONDAY} 17:00") as clinic:
        return newest_paper(clinic)


@pytest.fixture(scope="session")
def fingerprint(approved_site: Path) -> str:
    """The fingerprint of the site's authority."""
    with opened(approved_site, f"{MONDAY} 17:00") as clinic:
        founded = clinic.desk.site().founded
        assert founded is not None
        return founded.authority_fingerprint


def test_pdfsig_shows_three_valid_signatures_by_three_names_and_the_whole_document(
    paper: bytes, run: Run
) -> None:
    told = run("pdfsig", paper, "-nocert")
    assert told.count("Signature Validation: Signature is Valid.") == 3
    assert re.findall(r"Common Name: (.*)", told) == SIGNERS
    assert "- Total document signed" in told.split("Signature #3")[1]


def test_pdfsig_sees_a_flipped_byte_in_the_content_of_a_page(paper: bytes, run: Run) -> None:
    place = paper.index(b"stream") + 60
    told = run("pdfsig", flipped(paper, place, 1), "-nocert")
    assert "Signature is Valid" not in told
    assert "Digest Mismatch" in told


def test_qpdf_finds_the_file_clean(paper: bytes, run: Run) -> None:
    assert "No syntax or stream encoding errors" in run("qpdf", paper, "--check")


def flipped(pdf: bytes, place: int, bits: int) -> bytes:
    return pdf[:place] + bytes([pdf[place] ^ bits]) + pdf[place + 1 :]


def sampled(pdf: bytes, count: int) -> list[tuple[int, int]]:
    """Return places and bits to flip: all over the file, and in every signature's own gap."""
    seeded = random.Random(20260302)  # noqa: S311 - the same sample each time
    gaps = [found.span() for found in re.finditer(rb"/Contents <[0-9a-fA-F]{64,}>", pdf)]
    assert len(gaps) == 3
    places = [seeded.randrange(len(pdf)) for _ in range(count)]
    for low, high in gaps:
        places += [low + 10, low + 11, high - 1, high - 2]
        places += [seeded.randrange(low, high) for _ in range(count // 6)]
    return [(place, 1 << seeded.randrange(8)) for place in places] + [(len(pdf) - 1, 1), (0, 1)]


def test_any_flipped_byte_is_refused_by_verify(
    paper: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "altered.pdf"
    house = House()
    file.write_bytes(paper)
    # whoever issued the certificates is not known: the signatures hold and prove nothing yet
    assert verbs.run(["verify", str(file)], house) == 2
    told = capsys.readouterr().out
    assert "NOT PROVED." in told
    assert "WHOLE" not in told
    assert "--trust" in told
    authority = House().press().inspect(paper, trusted_fingerprint=None).ca_fingerprint
    assert verbs.run(["verify", str(file), "--trust", authority], house) == 0
    assert "WHOLE." in capsys.readouterr().out
    passed = []
    for place, bits in sampled(paper, 130):
        file.write_bytes(flipped(paper, place, bits))
        if verbs.run(["verify", str(file)], house) != 1:
            passed.append((place, bits))
    assert passed == []
    assert "ALTERED" in capsys.readouterr().out


def test_any_flipped_byte_is_refused_against_the_ledger(paper: bytes, approved: Path) -> None:
    with opened(approved, f"{MONDAY} 17:00") as clinic:
        desk, press, say = clinic.desk, House().press(), Words()
        assert of_paper(paper, press, desk, None, say).code == 0
        passed = [
            place
            for place, bits in sampled(paper, 60)
            if of_paper(flipped(paper, place, bits), press, desk, None, say).code != 1
        ]
    assert passed == []


def test_the_command_line_asks_the_ledger_of_a_site_about_a_paper(
    paper: bytes, approved: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, secret = tmp_path / "record.pdf", tmp_path / "secret"
    secret.write_text(SECRET, "utf-8")
    asking = ["verify", str(file), "--site", str(approved)]
    asking += ["--user", builders.MONITOR, "--password-file", str(secret)]
    file.write_bytes(paper)
    assert verbs.run(asking, House()) == 0
    assert "Its digest is the ledger's." in capsys.readouterr().out
    file.write_bytes(flipped(paper, len(paper) // 2, 1))
    assert verbs.run(asking, House()) == 1
    file.write_bytes(paper + b"\n")
    assert verbs.run(asking, House()) == 1


def test_an_earlier_signed_version_is_whole_and_says_who_had_signed(approved: Path) -> None:
    with opened(approved, f"{MONDAY} 17:00") as clinic:
        first = clinic.desk.chart(PATIENT).records.by_id[RECORD].papers[0]
        pdf = clinic.desk.store.paper(first.sha256)
        told = of_paper(pdf, House().press(), clinic.desk, None, Words())
    assert told.code == 0
    assert "Nora EXAMPLE" in told.text
    assert "Dana EXAMPLE" not in told.text


def code_on(pdf: bytes, run: Run, folder: Path) -> str:
    """Read the code off the paper as a camera would, at a hundred dots per inch."""
    run("pdftoppm", pdf, "-r", "100", "-png", after=(str(folder / "page"),))
    texts = []
    for page in sorted(folder.glob("page*.png")):
        with Image.open(page) as picture:
            texts += [found.text for found in zxingcpp.read_barcodes(picture)]
    (text,) = texts
    return text


def test_the_code_proves_the_paper_with_no_site_at_hand(
    paper: bytes,
    fingerprint: str,
    run: Run,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = code_on(paper, run, tmp_path)
    piped = tmp_path / "code"
    piped.write_text(text + "\n", "utf-8")
    with piped.open(encoding="utf-8") as stdin:
        monkeypatch.setattr("sys.stdin", stdin)
        assert verbs.run(["verify", "--qr", "-", "--trust", fingerprint], House()) == 0
    told = capsys.readouterr().out
    assert "PROVED by the trusted authority." in told
    assert "DOSE 10 mg" in told
    assert "EX1-001" in told
    assert NURSE in told
    assert SECOND in told
    grouped = " ".join(fingerprint.upper()[at : at + 4] for at in range(0, 64, 4))
    assert verbs.run(["verify", "--qr", text, "--trust", grouped], House()) == 0


def test_a_changed_character_of_the_code_or_another_authority_is_refused(
    paper: bytes, fingerprint: str, run: Run, tmp_path: Path
) -> None:
    text = code_on(paper, run, tmp_path)
    assert of_code(text, fingerprint, Words()).code == 0
    alphabet = "0123456789ABCXYZabcxyz!#$%&()*+-;<=>?@^_`{|}~"
    seeded = random.Random(7)  # noqa: S311 - the same sample each time
    for place in range(0, len(text), 9):
        other = seeded.choice(alphabet.replace(text[place], ""))
        changed = text[:place] + other + text[place + 1 :]
        assert of_code(changed, fingerprint, Words()).code == 1
    elsewhere = ("0" if fingerprint[0] != "0" else "1") + fingerprint[1:]
    assert of_code(text, elsewhere, Words()).code == 1
    near = fingerprint[:-1] + ("0" if fingerprint[-1] != "0" else "1")
    assert of_code(text, near, Words()).code == 1
    with pytest.raises(Refused, match=r"ledger\.trust_missing"):
        of_code(text, " ", Words())


def squeezed(text: str) -> str:
    """Compare words, not line ends, spaces and the width of brackets."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


LANGUAGES = {"en": ("en",), "zh_CN": ("zh_CN",), "both": ("en", "zh_CN")}


@pytest.mark.parametrize("wished", LANGUAGES)
@pytest.mark.parametrize("access", list(Access), ids=lambda one: one.value)
def test_every_field_of_the_statement_stands_on_the_paper(
    clinic: Clinic, run: Run, wished: str, access: Access
) -> None:
    configure(clinic, site__record_language=wished)
    facts = builders.ommaya() if access is Access.OMMAYA else builders.lumbar()
    recorded = clinic.gives("IND-1", MONDAY, access=access, facts=facts, note="synthetic 备注")
    text = squeezed(run("pdftotext", newest_paper(clinic), after=("-",)))
    missing = [
        word
        for language in LANGUAGES[wished]
        for word in words_on_paper(clinic, recorded.events, Words(language))
        if squeezed(word) not in text
    ]
    assert missing == []


def words_on_paper(clinic: Clinic, events: tuple[object, ...], say: Words) -> list[str]:
    chart = clinic.desk.chart(PATIENT)
    assert chart.patient is not None
    told = statement(
        events,
        patient=chart.patient.identity,
        site=clinic.desk.site(),
        active=clinic.desk.active(),
        say=say,
        zone=clinic.clock.now().tzinfo,
    )
    assert told.amount is not None
    lines = [line for section in told.sections for line in section.lines]
    assert len(lines) > 20
    return [
        told.title,
        *(text for line in lines for text in (line.label, line.value)),
        *(section.title for section in told.sections),
        told.amount.drug,
        told.amount.amount,
        told.amount.route,
        told.amount.dose_label,
    ]


def test_a_second_person_called_away_signs_later_on_the_same_paper(
    clinic: Clinic, run: Run
) -> None:
    clinic.gives("IND-1", MONDAY, second_present=False)
    (waiting,) = clinic.desk.worklists.inbox()
    assert (waiting[0].waiting_for, waiting[0].person) == (Meaning.CHECKED.value, SECOND)
    first = newest_paper(clinic)
    assert run("pdfsig", first, "-nocert").count("Signature is Valid") == 1

    approval, later = ApproveRecord(PATIENT, RECORD), CountersignRecord(PATIENT, RECORD)
    clinic.at(f"{MONDAY} 11:00")
    assert "signoff.check_first" in clinic.refused(PHYSICIAN, approval)
    assert "signoff.not_the_second" in clinic.refused(NURSE, later)
    clinic.does(SECOND, later)
    second = newest_paper(clinic)
    assert second.startswith(first)
    assert len(second) > len(first)
    (waiting,) = clinic.desk.worklists.inbox()
    assert (waiting[0].waiting_for, waiting[0].person) == (Meaning.APPROVED.value, "")

    clinic.observes(RECORD, f"{MONDAY} 11:30")
    clinic.at(f"{MONDAY} 16:00").does(PHYSICIAN, approval)
    third = newest_paper(clinic)
    assert third.startswith(second)
    assert clinic.desk.worklists.inbox() == ()
    told = run("pdfsig", third, "-nocert")
    assert told.count("Signature Validation: Signature is Valid.") == 3
    assert re.findall(r"Common Name: (.*)", told) == SIGNERS
    assert of_paper(third, House().press(), clinic.desk, None, Words()).code == 0
    assert "signoff.nothing_waits" in clinic.refused(PHYSICIAN, approval)


def test_a_scribe_signs_the_ledger_and_the_one_who_injected_signs_the_paper(
    clinic: Clinic, run: Run
) -> None:
    people = {"operator": INVESTIGATOR, "second": SECOND}
    clinic.checks(**people)
    clinic.at(f"{MONDAY} 10:10")
    recorded = clinic.does(NURSE, builders.record(**people))
    meant = {(one.person, one.meaning) for one in recorded.sealed.entry.cosignatures}
    assert meant == {
        (INVESTIGATOR, "administered"),
        (SECOND, "checked"),
        (NURSE, "observed"),
    }
    told = run("pdfsig", newest_paper(clinic), "-nocert")
    assert re.findall(r"Common Name: (.*)", told) == ["Ines EXAMPLE", "Sam EXAMPLE"]
    assert "signoff.own_record" in clinic.refused(INVESTIGATOR, ApproveRecord(PATIENT, RECORD))


def test_a_dose_not_given_has_its_own_paper_and_approval(clinic: Clinic, run: Run) -> None:
    told = builders.not_given(outcome=NotGiven.REFUSED)
    clinic.does(NURSE, told)
    clinic.at(f"{MONDAY} 16:00").does(PHYSICIAN, ApproveRecord(PATIENT, told.record))
    pdf = newest_paper(clinic, told.record)
    names = re.findall(r"Common Name: (.*)", run("pdfsig", pdf, "-nocert"))
    assert names == ["Nora EXAMPLE", "Dana EXAMPLE"]
    text = run("pdftotext", pdf, after=("-",))
    assert Words().term(NotGiven.REFUSED) in text
    assert of_paper(pdf, House().press(), clinic.desk, None, Words()).code == 0


def test_a_held_dose_has_no_paper_and_waits_for_nobody(clinic: Clinic) -> None:
    held = builders.not_given(outcome=NotGiven.HELD, until=date(2026, 3, 4))
    recorded = clinic.does(NURSE, held)
    assert recorded.papers == ()
    assert clinic.desk.chart(PATIENT).records.by_id[held.record].papers == ()
    assert clinic.desk.worklists.inbox() == ()


def test_a_character_no_font_has_prints_as_its_code_and_is_kept_as_typed(
    clinic: Clinic, run: Run
) -> None:
    tray = builders.syringe(product="pemetrexed \U000f0000 (example)", preparation="prep-IND-1")
    clinic.checks(syringe=tray)
    clinic.at(f"{MONDAY} 10:10").does(NURSE, builders.record(syringe=tray))
    assert clinic.desk.chart(PATIENT).dosing.given[0].syringe == tray
    assert "F0000" in run("pdftotext", newest_paper(clinic), after=("-",))


def test_a_code_that_would_be_too_long_is_left_out_and_the_page_says_so(
    clinic: Clinic, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proof, "LONGEST", 100)
    told = clinic.gives("IND-1", MONDAY)
    assert len(told.papers) == 1
    text = " ".join(run("pdftotext", told.papers[0].pdf, after=("-",)).split())
    assert "No code is printed: its text would be too long." in text
