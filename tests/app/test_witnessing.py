"""Heads kept outside: entered only where the ledger has them, and held against it for ever."""

from pathlib import Path

import pytest

from ltm_desktop.app import verdicts
from ltm_desktop.app.verification import verify_site
from ltm_desktop.app.whole import Check, head_found, newest_outside, register, whole_record
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.codec import to_plain
from ltm_desktop.domain.identifiers import SITE_STREAM
from ltm_desktop.domain.witnessing import HeadPlace, HeadWitnessed, WitnessHead
from ltm_desktop.ledger.canonical import Plain
from ltm_desktop.ledger.chain import cosign
from ltm_desktop.ledger.entries import Head
from ltm_desktop.reports.setting import grouped
from ltm_desktop.storage.folder import open_site
from ltm_desktop.storage.key_file import KeyFile
from tests.app.clinic import SECRET, Clinic, copy, opened
from tests.app.insider import Insider
from tests.builders import MONITOR

SAY = Words("en")
EVENING = "2026-03-02 19:00"


def witness(head: Head, place: HeadPlace = HeadPlace.SPONSOR) -> WitnessHead:
    return WitnessHead(head.seq, head.hash, place, "visit 3 (synthetic)")


def test_the_monitor_enters_a_head_and_the_register_shows_it(clinic: Clinic) -> None:
    head = clinic.desk.store.head()
    before = verify_site(clinic.desk.store).signatures[MONITOR]
    clinic.does(MONITOR, witness(head))
    (line,) = register(clinic.desk, SAY)
    assert (line.seq, line.digits) == (str(head.seq), grouped(head.hash)[:19])
    assert line.place == "With the sponsor or monitor"
    assert newest_outside(clinic.desk) == head.seq
    verdict = verify_site(clinic.desk.store)
    assert verdict.intact
    assert verdict.outside == head.seq
    assert verdict.signatures[MONITOR] == before + 2


def test_a_head_with_a_slip_in_it_is_refused_and_nothing_is_written(clinic: Clinic) -> None:
    head = clinic.desk.store.head()
    slip = Head(head.log, head.seq, "0" + head.hash[1:] if head.hash[0] != "0" else "1" * 64)
    assert "witnessing.head_differs" in clinic.refused(MONITOR, witness(slip))
    beyond = Head(head.log, head.seq + 1, head.hash)
    assert "witnessing.head_beyond" in clinic.refused(MONITOR, witness(beyond))


@pytest.fixture
def insider(planned_site: Path, tmp_path: Path) -> Insider:
    """Somebody with the keys of a copied site."""
    return Insider(copy(planned_site, tmp_path / "site"))


def forge(insider: Insider, seq: int, digits: str) -> int:
    """Let the monitor sign a head the ledger does not have, past every guard; return the entry."""
    with opened(insider.site, EVENING) as clinic:
        store = clinic.desk.store
        log, chart = store.log, store.stream_version(SITE_STREAM)
    event = HeadWitnessed(seq, digits, HeadPlace.SPONSOR, "", MONITOR)
    body: dict[str, Plain] = {
        "command": "WitnessHead",
        "events": [to_plain(event)],
        "protocol": None,
        "shown": {"language": "en", "text": "as shown"},
    }
    signature = cosign(
        body,
        KeyFile(open_site(insider.site).keys).unlock(MONITOR, SECRET).key,
        log=log,
        stream=SITE_STREAM,
        person=MONITOR,
        certificate=insider.people[MONITOR].fingerprint,
        meaning="witnessed",
        signed_at="2026-03-02T19:00:00+08:00",
        chart=chart,
        shown="as shown",
        language="en",
    )
    return insider.writes(MONITOR, body=body, cosignatures=(signature,))


@pytest.mark.parametrize("ahead", [False, True])
def test_an_entry_whose_head_is_not_the_ledgers_is_named(insider: Insider, *, ahead: bool) -> None:
    with opened(insider.site, EVENING) as clinic:
        newest = clinic.desk.store.head().seq
    seq = newest + 50 if ahead else 5
    forged = forge(insider, seq, "00" * 32)
    with opened(insider.site, EVENING) as clinic:
        verdict = verify_site(clinic.desk.store)
        problem = verdict.problems[0]
        assert (problem.code, problem.seq, problem.detail) == (
            "ledger.witness_differs",
            forged,
            str(seq),
        )
        said = verdicts.problem_text(problem.code, problem.seq, SAY, problem.detail)
        assert f"entry {seq}" in said


def test_a_head_from_paper_stands_or_does_not(clinic: Clinic) -> None:
    head = clinic.desk.store.head()
    whole = head_found(f"entry {head.seq}, {grouped(head.hash)}", clinic.desk, SAY)
    assert (whole.answer.tone, whole.seq, whole.hash) == ("ok", head.seq, head.hash)
    short = head_found(f"{head.seq} {head.hash[:16]}", clinic.desk, SAY)
    assert (short.answer.tone, short.hash) == ("ok", head.hash)
    for text, tone in (
        (f"{head.seq} {'0' * 64}", "stop"),
        (f"{head.seq + 1} {head.hash}", "stop"),
        (f"other-1 {head.seq} {head.hash}", "caution"),
        ("nothing", "caution"),
    ):
        found = head_found(text, clinic.desk, SAY)
        assert (found.answer.tone, found.seq) == (tone, 0)


def test_the_whole_record_is_told_in_plain_words(clinic: Clinic) -> None:
    check = Check()
    answer = whole_record(clinic.desk, SAY, check)
    assert answer is not None
    assert answer.headline == "This record is whole."
    assert check.done == check.total == clinic.desk.store.head().seq
    said = "\n".join(answer.lines)
    assert "No head is entered as kept outside" in said
    clinic.does(MONITOR, witness(clinic.desk.store.head()))
    again = whole_record(clinic.desk, SAY, Check())
    assert again is not None
    assert "1 entry after it is witnessed only by the heads file" in "\n".join(again.lines)


def test_a_check_can_be_ended(clinic: Clinic) -> None:
    assert whole_record(clinic.desk, SAY, Check(stopped=True)) is None


def test_what_is_not_whole_names_who_when_and_what_to_do(insider: Insider) -> None:
    forge(insider, 5, "00" * 32)
    with opened(insider.site, EVENING) as clinic:
        answer = whole_record(clinic.desk, SAY, Check())
    assert answer is not None
    assert (answer.tone, answer.headline) == ("stop", "This record is NOT whole.")
    assert "02-Mar-2026" in answer.lines[1]
    assert "Write nothing more" in answer.next_steps[0]
