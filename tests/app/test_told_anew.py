"""What the authority's key is enough for, and what finds it: a ledger told anew, a code made up.

Everybody in it is synthetic.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest

from ltm_desktop.app.charts import events_of
from ltm_desktop.app.desk import Desk
from ltm_desktop.app.own_word import HEAD_DIFFERS, HEAD_GONE, KEY_DIFFERS, UNSEEN
from ltm_desktop.app.verdicts import ALTERED, of_site
from ltm_desktop.app.verification import verify_site
from ltm_desktop.app.whole import Check, head_found, whole_record
from ltm_desktop.app.wording.words import Words
from ltm_desktop.bootstrap import House
from ltm_desktop.domain.access import Doubt, LockCause, RecordDoubted
from ltm_desktop.domain.acts import Signer
from ltm_desktop.domain.alerts import Severity
from ltm_desktop.domain.errors import ChainBroken, Refused
from ltm_desktop.domain.terms import Meaning
from ltm_desktop.domain.witnessing import HeadPlace, WitnessHead
from ltm_desktop.ledger.certificates import endorse
from ltm_desktop.ledger.entries import Head, SealedEntry
from ltm_desktop.ledger.keys import PrivateKey
from ltm_desktop.ledger.proof import ProofRecord, pack
from ltm_desktop.ledger.seen import see
from ltm_desktop.storage.folder import open_site
from ltm_desktop.storage.key_file import KeyFile
from ltm_desktop.storage.seen_files import SeenFiles
from tests import builders
from tests.app.clinic import SECRET, cheap_secrets, copy, opened
from tests.app.insider import Insider
from tests.builders import ADMINISTRATOR, MONITOR, NURSE, PHARMACIST, PHYSICIAN, SECOND
from tests.tampering.retold import Teller

OTHERS = [NURSE, PHYSICIAN, PHARMACIST, MONITOR]
FORGED = "a secret the forger chose"


@pytest.fixture
def insider(planned_site: Path, tmp_path: Path) -> Insider:
    return Insider(copy(planned_site, tmp_path / "site"))


@pytest.fixture(scope="module")
def retold(planned_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site whose ledger was told anew, for those who only look."""
    insider = Insider(copy(planned_site, tmp_path_factory.mktemp("retold") / "site"))
    Forger(insider)
    return insider.site


@pytest.fixture(scope="module")
def forged(planned_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with every slot and every witness forged too."""
    insider = Insider(copy(planned_site, tmp_path_factory.mktemp("forged") / "site"))
    with cheap_secrets():
        Forger(insider).forge_slots()
    return insider.site


class Forger:
    """An administrator who tells the whole ledger anew, past every guard, heads file and all."""

    def __init__(self, insider: Insider) -> None:
        self._insider = insider
        with looking(insider.site, ADMINISTRATOR) as desk:
            kept = list(desk.store.entries())
        self.head = Head(kept[-1].entry.log, kept[-1].seq, kept[-1].hash)
        """The head the ledger had."""
        own: dict[str, PrivateKey] = {ADMINISTRATOR: insider.key}
        teller = Teller(kept[:1], own, insider.authority_key)
        for sealed in kept[1:]:
            teller.tell(sealed.entry)
        self.puppets = teller.keys
        self._write(teller.told)

    def _write(self, told: list[SealedEntry]) -> None:
        database = self._insider._database()
        guards = database.execute("SELECT name, sql FROM sqlite_master WHERE type='trigger'")
        named = guards.fetchall()
        for name, _ in named:
            database.execute(f'DROP TRIGGER "{name}"')
        for one in told:
            values = (one.raw, one.signature, one.hash, one.seq)
            database.execute("UPDATE entries SET raw=?, signature=?, hash=? WHERE seq=?", values)
        for _, guard in named:
            database.execute(guard)
        database.commit()
        database.close()
        lines = (Head(one.entry.log, one.seq, one.hash).to_line() for one in told)
        (self._insider.site / "heads").write_text("".join(f"{line}\n" for line in lines))

    def forge_slots(self) -> None:
        """Give every puppet a slot and a witness of its own, with a secret the forger knows."""
        folder = open_site(self._insider.site)
        keys, seen = KeyFile(folder.keys), SeenFiles(folder.seen)
        data_key = keys.unlock(ADMINISTRATOR, SECRET).data_key
        with looking(self._insider.site, ADMINISTRATOR) as desk:
            head = desk.store.head()
        for person, key in self.puppets.items():
            if person != ADMINISTRATOR:
                keys.renew(person, FORGED, data_key=data_key, key=key)
            seen.write(person, see(person, head, key).to_line())


@contextmanager
def looking(site: Path, person: str, secret: str = SECRET) -> Iterator[Desk]:
    """Open a site as `verify` does."""
    desk = House().open_site(site, person, secret, read_only=True, check=False)
    try:
        yield desk
    finally:
        desk.close()


def found_by(site: Path, person: str, secret: str = SECRET) -> list[str]:
    """Return what `verify` names when a person runs it, the first bad entry's fault first."""
    with looking(site, person, secret) as desk:
        return [one.code for one in verify_site(desk.store, own=desk.own_word()).problems]


def cut_last(insider: Insider, count: int) -> None:
    """Cut the newest entries off, in the heads file too."""
    database = insider._database()
    (guard,) = database.execute(
        "SELECT sql FROM sqlite_master WHERE type='trigger' AND sql LIKE '%DELETE ON entries%'"
    ).fetchone()
    database.execute(f'DROP TRIGGER "{guard.split()[2]}"')
    database.execute("DELETE FROM entries WHERE seq > (SELECT max(seq) FROM entries) - ?", (count,))
    database.execute(guard)
    database.commit()
    database.close()
    heads = insider.site / "heads"
    lines = heads.read_text().splitlines(keepends=True)
    heads.write_text("".join(lines[:-count]))


def test_a_ledger_told_anew_is_found_against_a_head_outside(insider: Insider) -> None:
    outside = Forger(insider).head
    with looking(insider.site, ADMINISTRATOR) as desk:
        # whoever looks without an own word is told that every signature holds, and it does
        assert verify_site(desk.store).intact
        found = verify_site(desk.store, anchor=outside)
        assert [one.code for one in found.problems] == ["ledger.anchor_differs"]
        assert found.problems[0].seq == outside.seq
        assert head_found(outside.to_line(), desk, Words()).answer.tone == "stop"


@pytest.mark.parametrize("person", OTHERS)
def test_a_ledger_told_anew_is_found_by_everybody_with_their_own_secret(
    retold: Path, person: str
) -> None:
    assert found_by(retold, person) == [KEY_DIFFERS, HEAD_DIFFERS]
    with looking(retold, person) as desk:
        told = of_site(desk, None, Words(), lambda *_: None)
        answer = whole_record(desk, Words(), Check())
    assert told.code == ALTERED
    assert answer is not None
    assert answer.tone == "stop"


@pytest.mark.parametrize("person", [ADMINISTRATOR, *OTHERS])
def test_in_a_ledger_told_anew_people_may_look_and_nothing_is_written(
    insider: Insider, person: str
) -> None:
    Forger(insider)
    heads = (insider.site / "heads").read_bytes()
    desk = House().open_site(insider.site, person, SECRET)
    try:
        codes = {one.code for one in desk.notes if one.severity is Severity.STOP}
        assert codes == ({HEAD_DIFFERS} if person == ADMINISTRATOR else {KEY_DIFFERS, HEAD_DIFFERS})
        assert desk.is_halted()
        assert desk.site().people
        with pytest.raises(ChainBroken):
            desk.propose(builders.labs(), Words())
    finally:
        desk.close()
    assert (insider.site / "heads").read_bytes() == heads


def test_newest_entries_cut_off_and_written_over_are_found_by_who_saw_them(
    insider: Insider,
) -> None:
    with opened(insider.site, "2026-03-02 18:30", NURSE):
        pass
    cut_last(insider, 2)
    for hour in (19, 20):
        with opened(insider.site, f"2026-03-02 {hour}:00"):
            pass
    assert found_by(insider.site, NURSE) == [HEAD_DIFFERS]
    assert found_by(insider.site, PHARMACIST) == []


def test_without_the_own_witness_another_key_is_still_named(insider: Insider) -> None:
    Forger(insider)
    shutil.rmtree(open_site(insider.site).seen)
    assert found_by(insider.site, NURSE) == [KEY_DIFFERS, UNSEEN]
    with pytest.raises(Refused, match=r"people\.key_not_entered"):
        House().open_site(insider.site, NURSE, SECRET)


def test_a_witness_taken_away_is_named_even_where_all_else_is_whole(insider: Insider) -> None:
    (open_site(insider.site).seen / f"of-{NURSE}.head").unlink()
    assert found_by(insider.site, NURSE) == [UNSEEN]
    with opened(insider.site, "2026-03-02 19:00", NURSE) as own:
        assert UNSEEN in {one.code for one in own.desk.notes}
        assert not own.desk.is_halted()
    assert found_by(insider.site, NURSE) == []


@pytest.mark.parametrize("line", ["", "EX1 3 00", "no witness", "\x00" * 300])
def test_a_witness_that_is_damaged_or_in_another_hand_is_none(insider: Insider, line: str) -> None:
    folder = open_site(insider.site)
    SeenFiles(folder.seen).write(NURSE, line)
    assert found_by(insider.site, NURSE) == [UNSEEN]
    with looking(insider.site, NURSE) as desk:
        forged = see(NURSE, desk.store.head(), insider.key)
    SeenFiles(folder.seen).write(NURSE, forged.to_line())
    assert found_by(insider.site, NURSE) == [UNSEEN]


@pytest.mark.parametrize("person", OTHERS)
def test_where_every_slot_is_forged_too_nobodys_own_secret_opens_it(
    forged: Path, person: str
) -> None:
    # what is left to the forger is a record in which the others cannot sign in
    assert found_by(forged, person, FORGED) == []
    with pytest.raises(Refused, match=r"people\.wrong_secret"):
        House().open_site(forged, person, SECRET)
    with pytest.raises(Refused, match=r"people\.wrong_secret"):
        House().open_site(forged, person, SECRET, read_only=True, check=False)


def test_a_second_person_finds_another_record_before_signing_in_it(
    insider: Insider,
) -> None:
    Forger(insider)
    seen = SeenFiles(open_site(insider.site).seen)
    with looking(insider.site, ADMINISTRATOR) as desk:
        seen.write(ADMINISTRATOR, see(ADMINISTRATOR, desk.store.head(), insider.key).to_line())
    with opened(insider.site, "2026-03-02 19:00") as own:
        # the forger's own witness says what the forger wants
        assert not own.desk.is_halted()
        head = own.desk.store.head()
        command = WitnessHead(head.seq, head.hash, HeadPlace.SPONSOR)
        proposal = own.desk.propose(command, Words())
        key = own.desk.cabinet.unlock(NURSE, SECRET).key
        with pytest.raises(ChainBroken, match=r"ledger\.own_head_differs"):
            own.desk.sign_with(proposal, Signer(NURSE, Meaning.WITNESSED), key)
        assert own.desk.is_halted()
        with pytest.raises(ChainBroken):
            own.desk.do(command, Words(), {ADMINISTRATOR: SECRET})
        assert own.desk.store.head() == head


def test_what_somebody_found_is_told_to_who_comes_next_and_kept(insider: Insider) -> None:
    with opened(insider.site, "2026-03-02 18:30", NURSE):
        pass
    cut_last(insider, 2)
    with opened(insider.site, "2026-03-02 19:00"):
        pass
    halted = House().open_site(insider.site, NURSE, SECRET)
    assert halted.is_halted()
    halted.close()
    with opened(insider.site, "2026-03-02 20:00", PHARMACIST) as own:
        told = {one.code: one.values for one in own.desk.notes}
        assert told["access.record_doubted"]["accounts"] == NURSE
        kept = [
            (event.person, event.found)
            for sealed in own.desk.store.entries("access")
            for event in events_of(sealed.entry)
            if isinstance(event, RecordDoubted)
        ]
        assert kept == [(NURSE, Doubt.ANOTHER)]
    assert found_by(insider.site, PHARMACIST) == []


def test_who_takes_over_the_desk_finds_another_record(insider: Insider) -> None:
    Forger(insider)
    seen = SeenFiles(open_site(insider.site).seen)
    with looking(insider.site, ADMINISTRATOR) as desk:
        seen.write(ADMINISTRATOR, see(ADMINISTRATOR, desk.store.head(), insider.key).to_line())
    with opened(insider.site, "2026-03-02 19:00") as own:
        own.desk.access.leave(LockCause.KEY)()
        own.desk.access.switch(NURSE, SECRET)
        assert HEAD_DIFFERS in {one.code for one in own.desk.notes}
        assert own.desk.is_halted()


def test_newest_entries_cut_off_with_the_heads_file_are_found_by_who_saw_them(
    insider: Insider,
) -> None:
    with opened(insider.site, "2026-03-02 18:30", NURSE) as own:
        own.does(NURSE, builders.labs())
    cut_last(insider, 3)
    assert found_by(insider.site, NURSE)[0] == HEAD_GONE
    # of those who did not see them nobody can tell
    assert HEAD_GONE not in found_by(insider.site, PHARMACIST)


def test_a_code_made_up_with_the_authoritys_key_is_of_no_record(insider: Insider) -> None:
    key = PrivateKey.generate()
    with opened(insider.site, "2026-03-02 19:00") as own:
        record = ProofRecord(
            "NCT05305885",
            "EX1",
            "S01-001",
            "IND-1",
            "pemetrexed",
            "100 mg",
            "lumbar",
            datetime.fromisoformat("2026-03-02T10:00:00+08:00"),
            NURSE,
            SECOND,
            "00" * 16,
        )
        word = endorse(insider.authority_key, NURSE, key.public)
        text = pack(record, key, insider.authority_key.public, word)
        told = head_found(text, own.desk, Words()).answer
    assert told.tone == "stop"
    assert told.headline == "The code of this paper is NOT of this record."
