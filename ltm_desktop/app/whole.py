"""Is the record whole? Answered in plain words: of the whole record, of one head, of one paper.

For people who know nothing of hashes. Reads only, can be ended at any time, repairs nothing.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime

from ltm_desktop.app import verdicts
from ltm_desktop.app.charts import events_of, person_name
from ltm_desktop.app.desk import Desk
from ltm_desktop.app.heads import TypedHead, read_head
from ltm_desktop.app.own_word import UNSEEN
from ltm_desktop.app.progress import Progress
from ltm_desktop.app.told_terms import terms_of
from ltm_desktop.app.verification import Problem, Verdict, verify_site
from ltm_desktop.app.wording.telling.voice import listed_name
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert, Severity
from ltm_desktop.domain.errors import Refused, Unavailable
from ltm_desktop.domain.identifiers import OWN_STREAMS, SITE_STREAM, PersonId
from ltm_desktop.domain.people import HumanName
from ltm_desktop.domain.values import dataclass
from ltm_desktop.domain.witnessing import HeadWitnessed
from ltm_desktop.ledger.canonical import NotCanonical
from ltm_desktop.ledger.entries import SealedEntry
from ltm_desktop.ledger.proof import PREFIX, read

_MOST_NAMED = 6
"""People named with their signatures; the others are counted."""
_OWN_STEP = ("storage.", "emergency.", "ledger.unknown_shape", "ledger.heads_", UNSEEN)
"""Faults that have a remedy of their own: the entries themselves are not in doubt."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found, in words: good or bad, in one line, then what it rests on and what to do."""

    tone: str
    """ok, stop or caution."""
    headline: str
    lines: tuple[str, ...] = ()
    next_steps: tuple[str, ...] = ()


class Check(Progress):
    """A verification under way."""

    def reached(self, done: int, total: int) -> None:
        """Note how many entries are checked."""
        self.done, self.total = done, total

    def alive(self) -> None:
        """End the work where somebody asked for it."""
        if self.stopped:
            raise _Ended


class _Ended(Exception):
    """Somebody ended the check."""


def whole_record(desk: Desk, say: Words, check: Check) -> Answer | None:
    """Verify everything; None when it was ended before it was done."""
    posted = desk.emergency.read() if desk.emergency else None
    own = desk.own_word()
    try:
        verdict = verify_site(
            desk.store,
            progress=check.reached,
            alive=check.alive,
            facts=desk.facts,
            posted=posted,
            own=own,
            terms=terms_of(desk.library),
            keys_whole=desk.cabinet.is_whole(),
        )
    except _Ended:
        return None
    desk.vouching.keep(PersonId(own.person), verdict)
    return told(verdict, desk, say)


def last_whole(desk: Desk, say: Words) -> str:
    """Say how far and when the person at the desk had everything verified; empty for never."""
    with suppress(Unavailable):  # what cannot be read now is verified anew, and said so there
        vouched = desk.vouching.word()
        if vouched is not None:
            return say(
                "Every entry up to {seq} was last verified for you on {when}. Each start checks "
                "the newer ones, then sees that no older one has changed.",
                when=say.moment(vouched.at),
                seq=say.number(vouched.extent.head.seq),
            )
    return ""


def told(verdict: Verdict, desk: Desk, say: Words) -> Answer:
    """Say a verdict in plain words."""
    if not verdict.intact:
        return _not_whole(verdict, desk, say)
    lines = (
        _extent(verdict, say),
        say("No entry is missing, changed or out of order, and every signature is valid."),
        _signers(verdict, desk, say),
        verdicts.freshness(verdict.outside, verdict.head.seq, say),
    )
    return Answer("ok", say("This record is whole."), lines)


def _extent(verdict: Verdict, say: Words) -> str:
    since, until = (
        say.moment(datetime.fromisoformat(one)) for one in (verdict.since, verdict.until)
    )
    return say(
        "{entries} {entries:entry|entries} and {papers} {papers:issued paper|issued papers} were "
        "checked, from {since} to {until}.",
        entries=say.number(verdict.entries),
        papers=say.number(verdict.papers),
        since=since,
        until=until,
    )


def _signers(verdict: Verdict, desk: Desk, say: Words) -> str:
    told_of = [
        f"{_name(person, desk)} ({say.number(count)})"
        for person, count in verdict.signatures.items()
    ]
    more = len(told_of) - _MOST_NAMED
    if more > 0:
        others = say.many("{count} other person", "{count} other people", more)
        told_of = [*told_of[:_MOST_NAMED], others]
    return say("Signed by {people}.", people=say.listing(told_of))


def _name(person: str, desk: Desk) -> str:
    known = desk.site().people.get(PersonId(person))
    return person_name(known.name) if known else person


def _not_whole(verdict: Verdict, desk: Desk, say: Words) -> Answer:
    worst, *others = verdict.problems
    lines = [_sentence(worst, say), *first_bad(worst, desk, say)]
    if 0 < verdict.entries < worst.seq:
        lines.append(
            say(
                "The {count} {count:entry before it holds|entries before it hold}.",
                count=say.number(verdict.entries),
            )
        )
    if others:
        lines.append(
            say.many(
                "{count} other fault was found.", "{count} other faults were found.", len(others)
            )
        )
        lines += [_sentence(one, say) for one in others[:2]]
    return Answer(
        "stop",
        say("This record is NOT whole."),
        tuple(lines),
        tuple(_next_steps(worst, verdict, say)),
    )


def _sentence(problem: Problem, say: Words) -> str:
    return verdicts.problem_text(problem.code, problem.seq, say, problem.detail)


def _next_steps(worst: Problem, verdict: Verdict, say: Words) -> Iterator[str]:
    if worst.code.startswith(_OWN_STEP):
        values = {"seq": worst.seq, "detail": worst.detail}
        yield say.next_step(Alert(worst.code, Severity.STOP, values))
        return
    yield say("Write nothing more in this record, on any workstation. Use the paper form.")
    yield say("Keep the folder of the site as it is: change, move and delete nothing in it.")
    yield say("Call the site administrator and the sponsor's monitor and read them these lines.")
    if verdict.outside:
        yield say(
            "The administrator puts back a backup that reaches entry {seq}, the newest head kept "
            "outside, or a newer one.",
            seq=say.number(verdict.outside),
        )
    else:
        yield say("The administrator puts back the newest backup that is whole.")


def first_bad(problem: Problem, desk: Desk, say: Words) -> Iterator[str]:
    """Say what the entry in question tells of itself: who, when and which patient."""
    sealed = next(iter(desk.store.entries(after=problem.seq - 1)), None) if problem.seq else None
    if sealed is None or sealed.seq != problem.seq:
        return
    try:
        said = entry_told(sealed, desk, say)
    except (NotCanonical, ValueError):
        yield say("What it said cannot be read any more.")
        return
    yield said


def entry_told(sealed: SealedEntry, desk: Desk, say: Words) -> str:
    """Say who wrote an entry, when, and about whom. Raises ValueError for unreadable bytes."""
    entry = sealed.entry
    at = say.moment(datetime.fromisoformat(entry.recorded_at))
    name = _name(entry.author, desk)
    if entry.stream in OWN_STREAMS:
        return say("Entry {seq}: {name}, {at}.", seq=say.number(sealed.seq), name=name, at=at)
    return say(
        "Entry {seq}: {name}, {at}, patient {patient}.",
        seq=say.number(sealed.seq),
        name=name,
        at=at,
        patient=_patient(entry.stream, desk, say),
    )


def _patient(stream: str, desk: Desk, say: Words) -> str:
    rows = desk.store.rows(stream)
    if rows is None:
        return stream
    patient = rows.patient
    shown, _ = listed_name(HumanName(patient.family, patient.given, patient.han_name), say)
    return f"{shown} ({patient.subject_id})"


@dataclass(frozen=True, slots=True)
class Found:
    """What a typed head came to: the answer, and the head where the record has it."""

    answer: Answer
    seq: int = 0
    """0 where the record has no such head."""
    hash: str = ""


def head_found(text: str, desk: Desk, say: Words) -> Found:
    """Say whether a head from paper stands in this record, or what its scanned code proves."""
    if text.strip().startswith(PREFIX):
        return Found(_code_told(text.strip(), desk, say))
    try:
        typed = read_head(text)
    except Refused as refused:
        alert = refused.alerts[0]
        return Found(Answer("caution", say.alert(alert), (), (say.next_step(alert),)))
    if typed.log and typed.log != desk.store.log:
        headline = say("This head belongs to another record, {log}.", log=typed.log)
        ours = say("This record is {log}.", log=desk.store.log)
        return Found(Answer("caution", headline, (ours,)))
    newest = desk.store.head().seq
    if typed.seq > newest:
        why = say(
            "The paper names entry {seq}; this record ends at entry {newest}.",
            seq=say.number(typed.seq),
            newest=say.number(newest),
        )
        return Found(_stranger(why, say))
    sealed = next(iter(desk.store.entries(after=typed.seq - 1)))
    if not sealed.hash.startswith(typed.digits):
        why = say("Entry {seq} of this record has other digits.", seq=say.number(typed.seq))
        return Found(_stranger(why, say))
    return Found(_stands(typed, sealed, desk, say), typed.seq, sealed.hash)


def _stands(typed: TypedHead, sealed: SealedEntry, desk: Desk, say: Words) -> Answer:
    compared = (
        say("All 64 digits agree.")
        if typed.whole
        else say.many(
            "The first {count} digit agrees.", "The first {count} digits agree.", len(typed.digits)
        )
    )
    try:
        which = entry_told(sealed, desk, say)
    except (NotCanonical, ValueError):
        which = say("What it said cannot be read any more.")
    lines = (
        say.together(which, compared),
        say(
            "If the whole record is also found whole, nothing up to this entry was changed or cut "
            "off since the paper was printed."
        ),
    )
    return Answer("ok", say("This paper's head stands in this record."), lines)


def _stranger(why: str, say: Words) -> Answer:
    steps = (
        say("Compare the number and every digit with the paper again: one wrong digit is enough."),
        say(
            "If they are the same, write nothing more, keep the folder of the site as it is, and "
            "call the site administrator."
        ),
    )
    return Answer("stop", say("This paper's head does NOT stand in this record."), (why,), steps)


def _code_told(text: str, desk: Desk, say: Words) -> Answer:
    founded = desk.site().founded
    trusted = founded.authority_fingerprint if founded else ""
    found = verdicts.of_code(text, trusted, say)
    lines = tuple(found.text.splitlines())
    if found.code == verdicts.WHOLE and not _in_record(text, trusted, desk):
        why = say("No entry of this record is the one the code names.")
        headline = say("The code of this paper is NOT of this record.")
        return Answer("stop", headline, (why, *lines[1:]), (say("Do not rely on this paper."),))
    if found.code == verdicts.WHOLE:
        headline = say("The code of this paper was signed at this site, as it says:")
        step = say("Compare these lines with the paper. Choose its PDF to check all of it.")
        return Answer("ok", headline, lines[1:], (step,))
    headline = say("The code of this paper is NOT proved.")
    return Answer("stop", headline, lines, (say("Do not rely on this paper."),))


def _in_record(text: str, trusted: str, desk: Desk) -> bool:
    """Return whether the record a code names is an entry here, with the operator it names.

    The authority's word alone is not enough: whoever holds its key could give it to any key.
    """
    record = read(text, trusted)
    return any(
        sealed.entry.body_digest.startswith(record.body_digest)
        and any(
            getattr(event, "operator", "") == record.operator for event in events_of(sealed.entry)
        )
        for sealed in desk.store.entries()
    )


def paper_told(pdf: bytes, desk: Desk, say: Words) -> Answer:
    """Say whether a PDF is a paper of this record, unchanged."""
    if desk.press is None:
        return Answer("caution", say("Papers cannot be checked on this computer."))
    found = verdicts.of_paper(pdf, desk.press(), desk, None, say)
    lines = tuple(line.strip() for line in found.text.splitlines())
    if found.code == verdicts.WHOLE:
        return Answer("ok", say("This paper is whole and belongs to this record."), lines[1:])
    if found.code == verdicts.UNUSABLE:
        return Answer("caution", say("It cannot be said whether this paper is whole."), lines)
    step = say(
        "Do not rely on it. Open the paper of this record under Issued papers and compare; tell "
        "the site administrator."
    )
    return Answer("stop", say("This paper is NOT a whole paper of this record."), lines, (step,))


@dataclass(frozen=True, slots=True)
class KeptHead:
    """One line of the register, worded."""

    seq: str
    digits: str
    """The first 16, in groups of four."""
    place: str
    note: str
    by: str
    when: str


def register(desk: Desk, say: Words) -> Sequence[KeptHead]:
    """Return every head kept outside, the newest entered first."""
    kept = [
        _kept(event, sealed, desk, say)
        for sealed in desk.store.entries(SITE_STREAM)
        for event in events_of(sealed.entry)
        if isinstance(event, HeadWitnessed)
    ]
    return kept[::-1]


def _kept(event: HeadWitnessed, sealed: SealedEntry, desk: Desk, say: Words) -> KeptHead:
    return KeptHead(
        seq=say.number(event.seq),
        digits=" ".join(event.hash[at : at + 4] for at in range(0, 16, 4)),
        place=say.begin(say.term(event.place)),
        note=event.note,
        by=_name(event.by, desk),
        when=say.moment(datetime.fromisoformat(sealed.entry.recorded_at)),
    )


def newest_outside(desk: Desk) -> int:
    """Return the newest entry whose head the register says is kept outside, 0 for none."""
    return max((one.seq for one in desk.site().witnessed), default=0)
