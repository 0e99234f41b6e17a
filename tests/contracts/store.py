"""What every store must do, whatever keeps it; an implementation gives the `store` fixture."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from threading import Barrier, Thread

import pytest

from ltm_desktop.app.ports import Store
from ltm_desktop.app.rows import (
    FollowUpRow,
    InboxRow,
    ItemRow,
    PaperRow,
    PatientRow,
    QueryRow,
    Rows,
    SeriousRow,
    WatchRow,
)
from ltm_desktop.domain.errors import ChainBroken, Unavailable
from ltm_desktop.ledger import chain
from ltm_desktop.ledger.canonical import digest
from ltm_desktop.ledger.entries import Head, genesis
from tests.ledger.people import public_key_of, sealed_after


def patient(number: int = 1, **changed: str) -> PatientRow:
    facts = {
        "patient_id": f"pat-{number}",
        "subject_id": f"S01-{number:04}",
        "hospital_number": f"H{number:06}",
        "family": "Cao",
        "given": "Xue",
        "han_name": "曹雪",
        "pinyin": "cao xue",
        "born": "1961-03-02",
        "sex": "F",
        "arm": "",
        "status": "enrolled",
        "access": "OMM",
        "treatment_end": "",
    }
    return PatientRow(**(facts | changed))


def item(code: str, **changed: str) -> ItemRow:
    facts = {
        "patient_id": "pat-1",
        "kind": "dose",
        "target": "2026-03-02",
        "window_from": "",
        "window_to": "",
        "scheduled": "2026-03-02",
        "held_until": "",
        "outcome": "",
        "happened_at": "",
        "amount": "",
        "access": "",
        "record_id": "",
    }
    return ItemRow(**(facts | changed), code=code, number=1, of=8)


def waiting(record: str, happened_at: str, patient_id: str = "pat-1") -> InboxRow:
    return InboxRow(record, patient_id, "dose", "IND-1", "approved", "", happened_at, "late")


def followed(record: str, started_at: str, observing: str) -> FollowUpRow:
    """Return a lumbar puncture whose patient is called, and perhaps still observed."""
    return FollowUpRow(
        record_id=record,
        patient_id="pat-1",
        code="IND-1",
        access="lumbar",
        started_at=started_at,
        ended_at=started_at,
        observing=observing,
        observed_at="",
        seen=0,
        calling="yes",
        called="",
        tried="",
    )


def query(number: str, raised_at: str) -> QueryRow:
    by, to = "m.example", "n.example"
    return QueryRow(number, "pat-1", "adm-1", "IND-1", "open", raised_at, by, "monitor", to, "")


def paper_row(sha256: str, issued_at: str, version: int = 1) -> PaperRow:
    return PaperRow(sha256, "adm-1", "pat-1", "dose", version, issued_at)


def record(store: Store, stream: str = "pat-1", rows: Rows | None = None) -> Head:
    """Write one more synthetic entry."""
    with store.write() as transaction:
        sealed = sealed_after(transaction.head(), stream=stream)
        transaction.append(sealed, stream)
        if rows is not None:
            transaction.put_rows(stream, rows)
        return transaction.head()


class StoreContract:
    """The suite."""

    def test_a_new_store_is_empty(self, store: Store) -> None:
        assert store.head() == genesis(store.log)
        assert list(store.entries()) == []
        assert store.streams() == ()
        assert store.stream_version("pat-1") == 0
        assert store.rows("pat-1") is None
        assert store.patients() == ()
        assert store.inbox() == ()
        assert list(store.paper_digests()) == []

    def test_entries_come_back_as_the_very_bytes_that_were_written(self, store: Store) -> None:
        with store.write() as transaction:
            one = sealed_after(transaction.head())
            transaction.append(one, "pat-1")
            two = sealed_after(transaction.head(), stream="site")
            transaction.append(two, "site")
            assert transaction.entries("pat-1") == (one,)
        assert list(store.entries()) == [one, two]
        assert list(store.entries("site")) == [two]
        assert list(store.entries(after=1)) == [two]
        assert list(store.entries("pat-1", after=1)) == []
        assert store.head() == chain.head_of(two)
        assert store.streams() == ("pat-1", "site")
        assert (store.stream_version("pat-1"), store.stream_version("site")) == (1, 2)
        assert store.stream_of(2) == "site"

    def test_a_long_chain_is_walked_whole_and_verifies(self, store: Store) -> None:
        with store.write() as transaction:
            for _ in range(1203):
                transaction.append(sealed_after(transaction.head()), "pat-1")
        heads = list(chain.verify(store.entries(), public_key_of, genesis(store.log)))
        assert len(heads) == 1203
        assert heads[-1] == store.head()

    def test_the_newest_entries_come_first_a_page_at_a_time(self, store: Store) -> None:
        assert store.newest() == []
        heads = [record(store, "pat-1" if n % 2 else "site").seq for n in range(6)]
        assert [one.seq for one in store.newest(most=4)] == heads[:1:-1]
        assert [one.seq for one in store.newest(before=3)] == [2, 1]
        assert [one.seq for one in store.newest("pat-1", before=6, most=2)] == [4, 2]
        assert store.newest("pat-1", before=2) == []

    def test_a_failed_write_leaves_nothing(self, store: Store) -> None:
        def fail_late() -> None:
            with store.write() as transaction:
                transaction.append(sealed_after(transaction.head()), "pat-1")
                transaction.put_rows("pat-1", Rows(patient()))
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            fail_late()
        assert store.head().seq == 0
        assert store.rows("pat-1") is None
        assert record(store).seq == 1

    def test_an_entry_that_does_not_follow_is_refused(self, store: Store) -> None:
        late = sealed_after(genesis(store.log))
        record(store)
        with pytest.raises(ChainBroken), store.write() as transaction:
            transaction.append(late, "pat-1")
        assert store.head().seq == 1

    def test_an_entry_under_another_stream_is_refused(self, store: Store) -> None:
        with pytest.raises(ValueError, match="stream"), store.write() as transaction:
            transaction.append(sealed_after(transaction.head(), stream="pat-2"), "pat-1")
        assert store.head().seq == 0

    def test_papers_are_kept_with_their_entry(self, store: Store) -> None:
        pdf = b"%PDF-1.7 synthetic"
        with store.write() as transaction:
            transaction.append(sealed_after(transaction.head()), "pat-1")
            transaction.put_paper(digest(pdf), pdf, 1)
        assert store.paper(digest(pdf)) == pdf
        assert list(store.paper_digests()) == [(digest(pdf), pdf, 1)]
        with pytest.raises(Unavailable, match="no_paper"):
            store.paper("00" * 32)

    def test_a_paper_under_another_digest_is_refused(self, store: Store) -> None:
        with pytest.raises(ValueError, match="digest"), store.write() as transaction:
            transaction.put_paper("00" * 32, b"pdf", 1)

    def test_lists_are_replaced_per_patient_and_kept_in_order(self, store: Store) -> None:
        first = Rows(
            patient(),
            (item("IND-1"), item("IND-2"), item("RT-1")),
            (waiting("adm-1", "2026-03-02T10:00:00+08:00"),),
            (paper_row("aa", "2026-03-02T10:00:00+08:00"),),
        )
        record(store, rows=first)
        assert store.rows("pat-1") == first
        second = Rows(patient(status="finished"), (item("RT-1"), item("IND-1")))
        record(store, rows=second)
        assert store.rows("pat-1") == second
        assert store.inbox() == ()
        with store.write() as transaction:
            transaction.put_rows("pat-1", None)
        assert store.rows("pat-1") is None
        assert store.patients("曹") == ()

    def test_lists_that_change_in_part_say_the_whole(self, store: Store) -> None:
        told = ["2026-03-02T10:00:00+08:00", "2026-03-05T10:00:00+08:00"]
        others = Rows(patient(2, given="Lan"), inbox=(waiting("adm-9", told[0], "pat-2"),))
        record(store, "pat-2", others)
        renamed = patient(given="Mei", pinyin="cao mei")
        both = tuple(waiting(f"adm-{n}", when) for n, when in enumerate(told))
        steps = (
            Rows(patient(), (item("IND-1"), item("IND-2"))),
            Rows(patient(), (item("IND-1", outcome="given"), item("IND-2")), both),
            Rows(patient(status="on_treatment"), (item("IND-2"),), both[1:]),
            Rows(renamed, (item("IND-2"), item("IND-9"), item("IND-1")), both[::-1]),
        )
        for rows in steps:
            record(store, rows=rows)
            assert store.rows("pat-1") == rows
            assert store.disordered(["pat-1", "pat-2"]) == frozenset()
        assert store.rows("pat-2") == others
        assert [one.given for one in store.patients("mei")] == ["Mei"]
        assert [one.patient_id for one in store.patients("cao xue")] == ["pat-2"]

    def test_an_injection_in_progress_is_listed_whatever_day_it_was_planned_for(
        self, store: Store
    ) -> None:
        running = item("IND-2", scheduled="2026-04-30", in_progress_since="2026-03-02T10:00+08:00")
        later = item("IND-3", scheduled="2026-04-30")
        record(store, rows=Rows(patient(), items=(item("IND-1"), later, running)))
        found = [row.code for row in store.open_items(date(2026, 3, 5))]
        assert found == ["IND-1", "IND-2"]

    def test_who_is_observed_and_who_is_called_are_lists_of_their_own(self, store: Store) -> None:
        old = followed("adm-1", "2026-01-02T10:00+08:00", observing="")
        new = followed("adm-2", "2026-03-02T10:00+08:00", observing="yes")
        rows = Rows(patient(), follow_ups=(old, new))
        record(store, rows=rows)
        assert store.rows("pat-1") == rows
        assert store.observed() == (new,)
        assert store.called(datetime.fromisoformat("2026-02-20T00:00+08:00")) == (new,)
        assert store.called(datetime.fromisoformat("2026-01-01T00:00+08:00")) == (old, new)
        record(store, rows=Rows(patient()))
        assert store.observed() == ()

    def test_open_items_are_unsettled_and_scheduled_up_to_the_day(self, store: Store) -> None:
        items = (
            item("IND-1", outcome="given"),
            item("IND-2", scheduled="2026-03-05"),
            item("IND-3", scheduled="2026-03-04T09:00:00+08:00"),
            item("IND-4", scheduled="2026-03-06"),
            item("IND-5", scheduled=""),
            item("IND-6", scheduled="2026-03-05", outcome="held"),
        )
        record(store, rows=Rows(patient(), items))
        found = [row.code for row in store.open_items(date(2026, 3, 5))]
        assert found == ["IND-3", "IND-2", "IND-6"]

    def test_the_inbox_is_oldest_first_whatever_the_offset(self, store: Store) -> None:
        inbox = (
            waiting("adm-3", "2026-03-02T09:00:00+00:00"),
            waiting("adm-1", "2026-03-02T10:00:00+08:00"),
            waiting("adm-2", "2026-03-02T05:00:00+00:00"),
        )
        record(store, rows=Rows(patient(), inbox=inbox))
        assert [row.record_id for row in store.inbox()] == ["adm-1", "adm-2", "adm-3"]

    def test_questions_are_listed_oldest_first_and_go_with_their_patient(
        self, store: Store
    ) -> None:
        asked = (
            query("qry-2", "2026-03-02T09:00:00+00:00"),
            query("qry-1", "2026-03-02T10:00:00+08:00"),
        )
        record(store, rows=Rows(patient(), queries=asked))
        assert [row.query_id for row in store.queries()] == ["qry-1", "qry-2"]
        found = store.rows("pat-1")
        assert found is not None
        assert found.queries == asked
        record(store, rows=Rows(patient()))
        assert store.queries() == ()

    def test_serious_events_are_listed_as_they_were_judged_and_go_with_their_patient(
        self, store: Store
    ) -> None:
        judged = (
            SeriousRow("ae-2", "pat-1", "2026-03-02T09:00:00+00:00"),
            SeriousRow("ae-1", "pat-1", "2026-03-02T10:00:00+08:00"),
        )
        record(store, rows=Rows(patient(), serious=judged))
        assert [row.event_id for row in store.serious()] == ["ae-1", "ae-2"]
        found = store.rows("pat-1")
        assert found is not None
        assert found.serious == judged
        record(store, rows=Rows(patient()))
        assert store.serious() == ()

    def test_patients_are_listed_by_what_waits_and_by_how_long_nobody_heard_of_them(
        self, store: Store
    ) -> None:
        moments = ("2026-03-02T09:00:00+08:00", "2026-02-01T09:00:00+08:00")
        quiet = WatchRow("pat-1", moments[0], "", "", "2026-01-05", moments[1], "", moments[0], "")
        record(store, rows=Rows(patient(), watched=(quiet,)))
        found = store.rows("pat-1")
        assert found is not None
        assert found.watched == (quiet,)
        noon = datetime.fromisoformat("2026-03-02T12:00:00+08:00")
        assert store.to_judge(noon) == ()
        assert store.to_judge(noon - timedelta(hours=4)) == (quiet,)
        signs = {"contacts", "doses"}
        assert store.unheard(signs, date(2026, 2, 2), 9) == (quiet,)
        assert store.unheard(signs, date(2026, 2, 1), 9) == ()
        assert store.unheard({*signs, "labs"}, date(2026, 2, 2), 9) == ()
        assert store.unheard({"fractions"}, date(2026, 2, 2), 9) == ()
        record(store, rows=Rows(patient(), watched=(replace(quiet, unjudged="yes", over="yes"),)))
        assert [row.patient_id for row in store.to_judge(noon)] == ["pat-1"]
        assert store.unheard(signs, date(2026, 2, 2), 9) == ()
        record(store, rows=Rows(patient()))
        assert store.to_judge(noon - timedelta(hours=4)) == ()

    def test_papers_are_listed_newest_first(self, store: Store) -> None:
        papers = (
            paper_row("aa", "2026-03-02T10:00:00+08:00"),
            paper_row("bb", "2026-03-02T03:00:00+00:00", version=2),
        )
        record(store, rows=Rows(patient(), papers=papers))
        assert [row.sha256 for row in store.papers()] == ["bb", "aa"]
        assert store.papers("pat-2") == ()

    def test_patients_are_counted_and_named(self, store: Store) -> None:
        for number in (2, 1, 3):
            record(store, f"pat-{number}", Rows(patient(number)))
        assert store.patient_count() == 3
        assert sorted(store.patient_rows()) == ["pat-1", "pat-2", "pat-3"]
        assert [row.patient_id for row in store.patients()] == ["pat-1", "pat-2", "pat-3"]
        assert [row.patient_id for row in store.patients(limit=2)] == ["pat-1", "pat-2"]
        assert [row.patient_id for row in store.patients(limit=2, skip=2)] == ["pat-3"]
        assert [row.patient_id for row in store.patients("cao", limit=1, skip=1)] == ["pat-1"]
        assert store.patients("cao", limit=2, skip=3) == ()
        assert store.patient("pat-2") == patient(2)
        assert store.patient("pat-9") is None
        assert store.count_by_status() == {"enrolled": 3}
        record(store, "pat-4", Rows(patient(4, status="on_study")))
        assert store.count_by_status() == {"enrolled": 3, "on_study": 1}
        assert store.patient_count() == 4

    def test_a_name_is_shared_whoever_else_has_it(self, store: Store) -> None:
        one, other = patient(1, name_key="cao xue"), patient(2, name_key="cao xue", han_name="")
        for number, row in enumerate((one, other, patient(3, name_key="li na")), 1):
            record(store, f"pat-{number}", Rows(row))
        assert store.shared_names(["cao xue", "li na", "nobody"], []) == {"cao xue"}
        assert store.shared_names([], ["曹雪", "李娜"]) == {"曹雪"}  # of the first and the third
        assert store.shared_names([], []) == frozenset()

    def test_items_have_come_by_their_day_their_window_or_the_end_of_their_hold(
        self, store: Store
    ) -> None:
        later = {"scheduled": "2026-03-20"}
        planned = (
            item("DUE"),
            item("SETTLED", outcome="given"),
            item("LATER", **later),
            item("OPENS", **later, window_from="2026-03-02"),
            item("HELD", **later, outcome="held", held_until="2026-03-01"),
            item("WAITS", **later, outcome="held", held_until="2026-03-03"),
        )
        record(store, rows=Rows(patient(), items=planned))
        record(store, "pat-2", Rows(patient(2)))
        come = store.items_come(date(2026, 3, 2))
        assert sorted(one.code for one in come) == ["DUE", "HELD", "OPENS"]
        assert store.items_of(["pat-1", "pat-2"]) == planned
        assert store.items_of(["pat-2"]) == ()

    @pytest.mark.parametrize(
        "query",
        ["曹", "雪", "曹雪", "cao", "xue", "caoxue", "CAO XUE", "xue cao", "1961-03-02",
         "02-Mar-1961", "mar-19", "19610302", "1961年3月2日", "0001", "S01-0", "H000001",
         "曹 1961", "ca 000 雪", "c", "－0001", "  cao  "],
    )  # fmt: skip
    def test_any_part_of_any_field_finds_a_patient(self, store: Store, query: str) -> None:
        record(store, "pat-1", Rows(patient()))
        other = patient(
            2, subject_id="Z99-2222", hospital_number="Q7", family="Li", given="Na",
            han_name="李娜", pinyin="li na", born="1975-07-24",
        )  # fmt: skip
        record(store, "pat-2", Rows(other))
        assert [row.patient_id for row in store.patients(query)] == ["pat-1"]

    def test_a_subject_number_belongs_to_one_patient_however_it_is_typed(
        self, store: Store
    ) -> None:
        for number in (1, 2, 11):
            record(store, f"pat-{number}", Rows(patient(number, subject_id=f"s01-{number}")))
        for typed in ("s01-1", "S01-1", " S01-1 ", "Ｓ01-1"):
            assert store.patient_of(typed) == "pat-1"
        for typed in ("s01-", "01-1", "s01-111", ""):
            assert store.patient_of(typed) is None

    @pytest.mark.parametrize(
        "query",
        ["%", "_", "'", '"', "*", "cao*", "^", "曹 娜", "雪曹", "ue c1", "NEAR(cao xue)", "\0",
         "cao OR li", "(", "--", "x0", "x2d", "1961-03-03", ":", "text:cao", "\ud800", "{}"],
    )  # fmt: skip
    def test_signs_and_words_that_are_not_there_find_nobody(self, store: Store, query: str) -> None:
        record(store, "pat-1", Rows(patient()))
        assert store.patients(query) == ()

    def test_a_changed_name_is_found_and_the_old_one_is_not(self, store: Store) -> None:
        record(store, rows=Rows(patient()))
        record(store, rows=Rows(patient(han_name="曹雪芹")))
        assert len(store.patients("芹")) == 1
        record(store, rows=Rows(patient(han_name="李娜", family="Li", given="Na", pinyin="li na")))
        assert store.patients("芹") == ()
        assert len(store.patients("李娜")) == 1

    def test_five_threads_read_while_one_writes(self, store: Store) -> None:
        record(store, rows=Rows(patient()))
        start, failures = Barrier(6), []

        def read() -> None:
            start.wait()
            for _ in range(30):
                heads = list(chain.verify(store.entries(), public_key_of, genesis(store.log)))
                if not heads or not store.patients("曹雪"):
                    failures.append("a read saw half a state")

        readers = [Thread(target=read) for _ in range(5)]
        for reader in readers:
            reader.start()
        start.wait()
        for _ in range(10):
            record(store)
        for reader in readers:
            reader.join()
        assert failures == []
        assert store.head().seq == 11

    def test_threads_that_write_at_once_make_one_chain(self, store: Store) -> None:
        writers = [Thread(target=lambda: [record(store) for _ in range(10)]) for _ in range(4)]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join()
        assert store.head().seq == 40
        list(chain.verify(store.entries(), public_key_of, genesis(store.log)))
