"""Verification: is the record whole? Chain, signatures, certificates, read models, papers, heads.

Reads only, up to the head that stood when it began, so that a site may be verified while people
work in it. Names the first bad entry; nothing is ever repaired here.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field, replace

from ltm_desktop.app.beside import Seen, check_beside
from ltm_desktop.app.charts import events_of
from ltm_desktop.app.emergency import Posted, copy_fault, signed_copy
from ltm_desktop.app.own_word import UNSEEN, OwnWord, check_own_head, check_own_key
from ltm_desktop.app.packed import PackedHashes, PackedHeads
from ltm_desktop.app.ports import SiteFacts, Store
from ltm_desktop.app.projection import project
from ltm_desktop.app.retelling import Refused, Retelling
from ltm_desktop.app.roster import Roster
from ltm_desktop.app.told_terms import Terms
from ltm_desktop.app.walk import Walk
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.errors import ChainBroken
from ltm_desktop.domain.identifiers import SITE_STREAM
from ltm_desktop.domain.site import SiteFounded, SiteState
from ltm_desktop.domain.values import dataclass
from ltm_desktop.domain.witnessing import HeadWitnessed
from ltm_desktop.ledger.chain import MAY_LAG, check_anchor
from ltm_desktop.ledger.entries import Head, SealedEntry, genesis
from ltm_desktop.ledger.vouched import Extent, Measure

Progress = Callable[[int, int], None]
Alive = Callable[[], None]
"""Called between pieces of work, also after the entries; it may raise to end a verification."""


_INDEX_OF = "."
"""Parts the name of a table from that of its index or trigger."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that does not hold; `seq` is the entry it concerns, 0 for none."""

    code: str
    seq: int = 0
    detail: str = ""
    """Whom or what it concerns: a user id, a patient id, the beginning of a digest."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What verification found."""

    head: Head
    problems: tuple[Problem, ...] = ()
    entries: int = 0
    papers: int = 0
    since: str = ""
    """When the first entry that holds was recorded: ISO instant with offset."""
    until: str = ""
    """When the last one was."""
    signatures: Mapping[str, int] = field(default_factory=dict)
    """How many valid signatures each person gave, by user id."""
    outside: int = 0
    """The newest entry whose head people say they keep outside, 0 for none."""
    extent: Extent | None = None
    """All that held, for whoever vouches for it; None where something was found."""

    @property
    def intact(self) -> bool:
        """Return whether nothing was found."""
        return not self.problems


def verify_site(
    store: Store,
    *,
    anchor: Head | None = None,
    progress: Progress | None = None,
    alive: Alive | None = None,
    facts: SiteFacts | None = None,
    posted: Posted | None = None,
    own: OwnWord | None = None,
    terms: Terms | None = None,
    keys_whole: bool = True,
) -> Verdict:
    """Check everything a store holds against its own ledger, a witnessed head and clear files.

    Where the file itself is damaged nothing else is judged: its pages are named, or the tables
    that are not as the program makes them.

    `own` is what the person who asks saw before; `terms` are the program's lists of toxicity.
    """
    if damaged := tuple(_check_pages(store)):
        return Verdict(genesis(store.log), damaged)
    built = [*_check_parts(store)]
    if any(_INDEX_OF not in problem.detail for problem in built):
        return Verdict(genesis(store.log), tuple(built))
    built += _check_indexes(store, alive or _unasked)
    # the witness first: whatever it names by now stands before the head that is asked for next
    witnessed = PackedHeads(store.log, store.witnessed())
    end = store.head()
    work = _Work(store, end, progress or _unseen, alive or _unasked, terms or {})
    told, tally, hashes = work.told, work.tally, work.hashes
    broken = work.read()
    refused = work.judge(broken.seq - 1 if broken else end.seq, compare=broken is None)
    if refused is not None:
        # what holds ends earlier: it is counted again up to there
        work = _Work(store, end, _unseen, alive or _unasked, terms or {}, refused)
        told, tally, hashes, broken = work.told, work.tally, work.hashes, work.read()
    if broken is not None:
        first = Problem(broken.code, broken.seq, work.suspect)
        earlier = [*_check_told(witnessed, anchor, hashes), *_against(own, work.walk, hashes)]
        lines = _check_lines(witnessed)
        found = (*earlier, *tally.differing, first, *lines, *built, *check_guards(store))
        return tally.verdict(work.walk.head, found)
    problems = [*tally.differing]
    problems += [*_check_anchor(anchor, store.log, hashes), *_check_heads(witnessed, end, hashes)]
    problems += _check_papers(store, work.papers, end, work.alive)
    kept_beside = check_beside(store.beside(), work.beside)
    problems += [Problem(o.code, o.seq, o.detail) for o in kept_beside]
    problems += check_facts(facts, told.site.founded)
    problems += _against(own, work.walk, hashes)
    problems += [Problem("ledger.term_differs", seq, term) for seq, term in told.differing]
    problems.sort(key=lambda problem: problem.seq)
    # a list that differs follows from an entry that is not there: the ledger's own faults first
    rows = [*work.rows, *_check_unknown(store, told, end)]
    problems += sorted(rows, key=_missing_first)
    problems += _check_posted(store, posted, told.site, end)
    problems += [*built, *check_guards(store)]
    problems += () if keys_whole else (Problem("storage.keys_damaged"),)
    problems += _check_unseen(own)
    verdict = tally.verdict(end, tuple(problems), len(work.papers))
    return replace(verdict, extent=work.measure.extent(end)) if verdict.intact else verdict


def _unasked() -> None:
    """Go on: nobody wants to end it."""


def _unseen(_done: int, _total: int) -> None:
    """Go on: nobody looks how far it is."""


@dataclass
class _Tally:
    """What the entries that hold tell together: since when, by whom, which heads left the site."""

    since: str = ""
    until: str = ""
    signatures: Counter[str] = field(default_factory=Counter)
    outside: int = 0
    differing: list[Problem] = field(default_factory=list)

    def learn(self, sealed: SealedEntry, hashes: PackedHashes) -> None:
        """Take in an entry that holds; `hashes` are those of all entries up to it."""
        entry = sealed.entry
        self.since, self.until = self.since or entry.recorded_at, entry.recorded_at
        self.signatures.update((entry.author, *(one.person for one in entry.cosignatures)))
        for event in events_of(entry) if entry.stream == SITE_STREAM else ():
            if isinstance(event, HeadWitnessed):
                self._compare(event, sealed.seq, hashes)

    def verdict(self, head: Head, problems: tuple[Problem, ...], papers: int = 0) -> Verdict:
        """Return the verdict on everything up to a head."""
        told = dict(self.signatures.most_common())
        return Verdict(head, problems, head.seq, papers, self.since, self.until, told, self.outside)

    def _compare(self, event: HeadWitnessed, seq: int, hashes: PackedHashes) -> None:
        self.outside = max(self.outside, event.seq)
        if event.seq >= seq or hashes.get(event.seq) != event.hash:
            self.differing.append(Problem("ledger.witness_differs", seq, str(event.seq)))


class _Work:
    """One reading of the ledger up to a head, and what it told."""

    def __init__(
        self,
        store: Store,
        end: Head,
        progress: Progress,
        alive: Alive,
        terms: Terms,
        refused: Refused | None = None,
    ) -> None:
        self.alive = alive
        self.told = Retelling(store, terms, refused)
        self.walk = Walk(store, genesis(store.log), end, Roster(), self.told.add)
        self.measure = Measure(SITE_STREAM)
        self.hashes = PackedHashes()
        self.papers: dict[str, int] = {}
        self.beside = Seen()
        self.tally = _Tally()
        self.rows: list[Problem] = []
        self.suspect = ""
        """Whom the entry names that does not hold."""
        self._store = store
        self._end = end
        self._progress = progress

    def read(self) -> ChainBroken | None:
        """Read entry after entry; return what does not hold by itself, if anything."""
        try:
            for head, sealed in self.walk.entries():
                self.hashes.add(head.seq, head.hash)
                self.papers.update({one.sha256: head.seq for one in sealed.entry.papers})
                self.beside.learn(head.seq, sealed.entry.heads)
                self.tally.learn(sealed, self.hashes)
                self.walk.check_columns(sealed)
                self.measure.add(sealed, sealed.entry.stream)
                self._go_on(head.seq)
        except ChainBroken as broken:
            self.suspect = self.walk.roster.suspect or self.told.suspect
            return broken
        return None

    def judge(self, until: int, *, compare: bool) -> Refused | None:
        """Tell the charts and compare the lists with them; return the first entry refused."""
        try:
            self.told.judge(until, self._compare if compare else self._look)
        except Refused as refused:
            return refused
        return None

    def _compare(self, charts: Sequence[Chart]) -> None:
        self._look(charts)
        patients = [chart.patient_id for chart in charts]
        rows = self._store.rows_of(patients)
        same = {
            chart.patient_id for chart in charts if project(chart) == rows.get(chart.patient_id)
        }
        same -= self._store.disordered(same)
        for patient in patients:
            # what differs is looked at by itself: somebody may be writing in it
            if patient not in same and not self.told.rows_agree(patient):
                problem = Problem("storage.row_differs", self.told.version(patient), patient)
                self.rows.append(problem)

    def _look(self, _charts: Sequence[Chart]) -> None:
        self._go_on(self._end.seq)

    def _go_on(self, read: int) -> None:
        self.alive()
        # reading is half of it, judging the other
        self._progress((read + self.told.judged) // 2, self._end.seq)


def _against(own: OwnWord | None, walk: Walk, hashes: PackedHashes) -> Iterator[Problem]:
    """Yield what a person's own word says against the entries that held so far."""
    if own is None:
        return
    log, newest = walk.head.log, walk.head.seq
    differ = (
        *check_own_key(own, *walk.roster.certified(own.person)),
        *check_own_head(own, log, newest, hashes.get),
    )
    for one in differ:
        # of what comes after a break nothing is known
        if one.code != UNSEEN and (walk.whole or 0 < one.seq <= newest):
            yield Problem(one.code, one.seq, one.person)


def _check_anchor(anchor: Head | None, log: str, hashes: PackedHashes) -> Iterator[Problem]:
    if anchor is None:
        return
    try:
        check_anchor(anchor, log, hashes.get)
    except ChainBroken as broken:
        yield Problem(broken.code, broken.seq)


def _check_heads(witnessed: PackedHeads, end: Head, hashes: PackedHashes) -> Iterator[Problem]:
    for one in witnessed:
        found = hashes.get(one.seq)
        if found != one.hash:
            cut = found is None
            yield Problem("ledger.tail_cut" if cut else "ledger.rollback", one.seq)
            return
    yield from _check_lines(witnessed)
    if end.seq - witnessed.last > MAY_LAG and not witnessed.damaged:
        yield Problem("ledger.heads_behind", witnessed.last + 1)


def _check_lines(witnessed: PackedHeads) -> Iterator[Problem]:
    """Yield what is wrong with the heads file itself."""
    if witnessed.gap:
        yield Problem("ledger.heads_gap", witnessed.gap, str(witnessed.gap))
    if witnessed.damaged:
        yield Problem("storage.heads_damaged")


def _check_told(
    witnessed: PackedHeads, anchor: Head | None, hashes: PackedHashes
) -> Iterator[Problem]:
    """Yield the first entry before a break that is not the one that was witnessed."""
    known = sorted((*witnessed, *((anchor,) if anchor else ())), key=lambda head: head.seq)
    for one in known:
        found = hashes.get(one.seq)
        if found is not None and not one.agrees(found):
            yield Problem("ledger.rollback", one.seq)
            return


def _check_papers(
    store: Store, papers: dict[str, int], end: Head, alive: Alive
) -> Iterator[Problem]:
    missing = dict(papers)
    for sha256, pdf, seq in store.paper_digests():
        alive()
        if sha256 not in papers and end.seq < seq <= store.head().seq:
            continue  # issued while we were reading
        missing.pop(sha256, None)
        if hashlib.sha256(pdf).hexdigest() != sha256 or papers.get(sha256) != seq:
            yield Problem("reports.paper_replaced", papers.get(sha256, seq), sha256[:16])
    for sha256, seq in missing.items():
        yield Problem("reports.paper_missing", seq, sha256[:16])


def check_facts(facts: SiteFacts | None, founded: SiteFounded | None) -> Iterator[Problem]:
    """Return what site.toml says of the site that its founding does not."""
    if facts is None or founded is None:
        return
    pairs = {
        "id": (facts.id, founded.code),
        "kind": (facts.kind, founded.kind.value),
        "zone": (facts.zone, founded.zone),
        "country": (facts.country, founded.country),
    }
    differ = [name for name, (told, signed) in pairs.items() if told != signed]
    if differ:
        yield Problem("site.facts_differ", 1, ", ".join(differ))


def _check_unseen(own: OwnWord | None) -> Iterator[Problem]:
    if own is not None and own.seen is None:
        yield Problem(UNSEEN, 0, own.person)


def _check_pages(store: Store) -> Iterator[Problem]:
    for page in store.damaged_pages():
        yield Problem("storage.page_damaged", 0, str(page))


def _check_parts(store: Store) -> Iterator[Problem]:
    for name in store.altered_parts():
        yield Problem("storage.part_altered", 0, name)


def _check_indexes(store: Store, alive: Alive) -> Iterator[Problem]:
    for name in store.misleading():
        alive()
        yield Problem("storage.index_differs", 0, name)


def check_guards(store: Store) -> Iterator[Problem]:
    """Yield the guards of the store that are not as they were."""
    for name in store.missing_guards():
        yield Problem("storage.guards_missing", 0, name)


def _check_posted(
    store: Store, posted: Posted | None, site: SiteState, end: Head
) -> Iterator[Problem]:
    if posted is not None:
        fault = copy_fault(posted, signed_copy(store, site, until=end.seq))
        if fault:
            yield Problem(fault)


def _missing_first(problem: Problem) -> tuple[bool, int]:
    """Order what the lists lack before what they have too much, oldest first."""
    return problem.code == "storage.row_unknown", problem.seq


def _check_unknown(store: Store, told: Retelling, end: Head) -> Iterator[Problem]:
    for patient in store.patient_rows():
        if not told.knows(patient) and store.stream_version(patient) <= end.seq:
            yield Problem("storage.row_unknown", 0, patient)


def rebuild(store: Store) -> int:
    """Write the read models anew from the ledger, in one transaction; return how many patients.

    Raises ChainBroken before a list is written: lists are not made from entries in doubt.
    """
    if any(store.misleading()):
        store.reindex()
    told = Retelling(store)
    end = store.head()
    for _ in Walk(store, genesis(store.log), end, Roster(), told.add).entries():
        pass
    told.judge(end.seq, lambda _charts: None)
    patients = told.patients()
    with store.write() as transaction:
        # all are taken away first: a row that looks right may stand under the wrong words
        for patient in list(store.patient_rows()):
            transaction.put_rows(patient, None)
        for patient in patients:
            transaction.put_rows(patient, project(told.chart(patient)))
    return len(patients)
