"""Verdicts in words: a site, paper, code or protocol file, whole or not, and where it fails."""

import hashlib
from dataclasses import field

from ltm_desktop.app.desk import Desk
from ltm_desktop.app.heads import read_head
from ltm_desktop.app.paper import Inspection, Press
from ltm_desktop.app.told_terms import terms_of
from ltm_desktop.app.verification import Progress, Verdict, verify_site
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert, Severity
from ltm_desktop.domain.errors import ChainBroken, Refused, refuse
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.domain.protocol import TrialProtocol
from ltm_desktop.domain.values import dataclass
from ltm_desktop.ledger.certificates import fingerprint
from ltm_desktop.ledger.proof import read

WHOLE, ALTERED, UNUSABLE = 0, 1, 2
_MOST_TOLD = 20
"""Problems told after the first; all of them are in the facts."""


@dataclass(frozen=True, slots=True)
class Told:
    """A verdict: an exit code, the words, and the same as facts for a program."""

    code: int
    text: str
    facts: dict[str, object] = field(default_factory=dict)


def problem_text(code: str, seq: int, say: Words, detail: str = "") -> str:
    """Say the first thing that does not hold, with the entry it concerns."""
    said = _problem(code, seq, say, detail)
    return said if not seq else say("First bad entry: {seq}. {what}", seq=seq, what=said)


def _problem(code: str, seq: int, say: Words, detail: str) -> str:
    said = say.alert(Alert(code, Severity.STOP, {"seq": seq, "detail": detail}))
    if detail and detail not in said:
        said = say("{what} ({detail})", what=said, detail=detail)
    return said


def of_site(desk: Desk, anchor: str | None, say: Words, progress: Progress) -> Told:
    """Verify a whole site, and that it still reaches a witnessed head."""
    witnessed = read_head(anchor).of(desk.store.log) if anchor else None
    posted = desk.emergency.read() if desk.emergency else None
    own = desk.own_word()
    verdict = verify_site(
        desk.store,
        anchor=witnessed,
        progress=progress,
        facts=desk.facts,
        posted=posted,
        own=own,
        terms=terms_of(desk.library),
        keys_whole=desk.cabinet.is_whole(),
    )
    desk.vouching.keep(PersonId(own.person), verdict)
    return _site(verdict, say)


def freshness(outside: int, newest: int, say: Words) -> str:
    """Say how much of the record is witnessed outside, by the register."""
    if not outside:
        return say(
            "No head is entered as kept outside: only the heads file on this computer, and what "
            "each person saw who signs in here, show that no entry was cut off."
        )
    return say.many(
        "The newest head kept outside is entry {seq} of {newest}; {count} entry after it is "
        "witnessed only by the heads file.",
        "The newest head kept outside is entry {seq} of {newest}; {count} entries after it are "
        "witnessed only by the heads file.",
        newest - outside,
        seq=say.number(outside),
        newest=say.number(newest),
    )


def of_break(broken: ChainBroken, say: Words) -> Told:
    """Say where a ledger that could not even be opened stops holding together."""
    problems = [{"code": broken.code, "entry": broken.seq, "detail": ""}]
    text = say("ALTERED. {what}", what=problem_text(broken.code, broken.seq, say))
    return Told(ALTERED, text, {"intact": False, "problems": problems})


def _site(verdict: Verdict, say: Words) -> Told:
    facts: dict[str, object] = {
        "intact": verdict.intact,
        "entries": verdict.entries,
        "papers": verdict.papers,
        "head": verdict.head.to_line(),
        "kept_outside": verdict.outside,
        "problems": [
            {"code": p.code, "entry": p.seq, "detail": p.detail} for p in verdict.problems
        ],
    }
    if verdict.intact:
        text = say(
            "WHOLE. {entries} {entries:entry|entries}, {papers} {papers:paper|papers}, every "
            "signature valid. Head {head}",
            entries=verdict.entries,
            papers=verdict.papers,
            head=verdict.head.to_line(),
        )
        fresh = freshness(verdict.outside, verdict.head.seq, say)
        return Told(WHOLE, f"{text}\n{fresh}", facts)
    worst, *others = verdict.problems
    lines = [
        say("Entry {seq}: {what}", seq=p.seq, what=_problem(p.code, p.seq, say, p.detail))
        for p in others[:_MOST_TOLD]
    ]
    told = "\n".join([problem_text(worst.code, worst.seq, say, worst.detail), *lines])
    return Told(ALTERED, say("ALTERED. {what}", what=told), facts)


def of_paper(pdf: bytes, press: Press, desk: Desk | None, trust: str | None, say: Words) -> Told:
    """Verify one PDF by its signatures, and by the ledger's digest where a site is at hand."""
    founded = desk.site().founded if desk else None
    trusted = trust or (founded.authority_fingerprint if founded else None)
    seen = press.inspect(pdf, trusted_fingerprint=trusted)
    problem, detail = (seen.problem or "reports.malformed", "") if not seen.intact else (None, "")
    if problem is None and desk is not None:
        problem, detail = _by_ledger(desk, pdf, seen)
    facts: dict[str, object] = {
        "intact": problem is None,
        "problem": problem,
        "detail": detail,
        "fingerprint": seen.ca_fingerprint,
        "signatures": [f"{one.meaning}: {one.name}" for one in seen.signatures],
    }
    if problem is not None:
        what = problem_text(problem, 0, say, detail)
        return Told(ALTERED, say("ALTERED. {what}", what=what), facts)
    facts["authority_known"] = trusted is not None
    if trusted is None:
        return Told(
            UNUSABLE, _paper_text(seen, say("NOT PROVED."), _untrusted(seen, say), say), facts
        )
    known = say("Its digest is the ledger's.") if desk else say("Checked by its signatures alone.")
    return Told(WHOLE, _paper_text(seen, say("WHOLE."), known, say), facts)


def _paper_text(seen: Inspection, verdict: str, basis: str, say: Words) -> str:
    lines = [say.together(verdict, say("Signed by:"))]
    for one in seen.signatures:
        when = say.zone_moment(one.at) if one.at else ""
        lines.append(f"  {one.meaning} - {one.name} - {when}")
    return "\n".join((*lines, basis))


def _untrusted(seen: Inspection, say: Words) -> str:
    return say(
        "The signatures hold, but who issued their certificates is not known: this proves nothing "
        "yet. Authority fingerprint: {fingerprint}. Compare it with the site's and name it with "
        "--trust, or name the site with --site.",
        fingerprint=seen.ca_fingerprint,
    )


def _by_ledger(desk: Desk, pdf: bytes, seen: Inspection) -> tuple[str | None, str]:
    """Return what the ledger has against a paper whose signatures hold, and whom it names."""
    people = desk.site().people
    for one in seen.signatures:
        known = people.get(PersonId(one.person))
        held = (known.fingerprint, *known.former) if known else ()
        if fingerprint(one.certificate) not in held:
            return "reports.certificate_not_entered", one.person or one.name
    return (None, "") if _in_ledger(desk, pdf) else ("reports.not_in_ledger", "")


def _in_ledger(desk: Desk, pdf: bytes) -> bool:
    sha256 = hashlib.sha256(pdf).hexdigest()
    return any(
        paper.sha256 == sha256 for sealed in desk.store.entries() for paper in sealed.entry.papers
    )


def of_code(text: str, trust: str, say: Words) -> Told:
    """Verify the compact record of a paper's code with a trusted authority, without any site."""
    # a fingerprint is often typed from paper, in groups
    trusted = "".join(trust.replace(":", "").split())
    if not trusted:
        raise refuse("ledger.trust_missing")
    try:
        record = read(text, trusted)
    except Refused as refused:
        what = say.together(*(say.alert(alert) for alert in refused.alerts))
        facts: dict[str, object] = {"intact": False, "problem": str(refused)}
        return Told(ALTERED, say("NOT PROVED. {what}", what=what), facts)
    lines = (
        say("PROVED by the trusted authority."),
        say(
            "Study {study}, site {site}, subject {subject}",
            study=record.study,
            site=record.site,
            subject=record.subject_id,
        ),
        say(
            "{item}: {drug}, DOSE {amount}, {access}",
            item=record.item,
            drug=record.drug,
            amount=record.amount,
            access=say.term(f"access.{record.access}"),
        ),
        say(
            "Given at {at} by {operator}, checked by {checker}",
            at=say.zone_moment(record.given_at),
            operator=record.operator,
            checker=record.checker or "-",
        ),
        say("Body digest begins {digest}", digest=record.body_digest),
        say("This rests on the site's authority alone; where the record is at hand, compare it."),
    )
    told = {name: str(getattr(record, name)) for name in record.__dataclass_fields__}
    facts = {"intact": True, **told, "given_at": record.given_at.isoformat()}
    return Told(WHOLE, "\n".join(lines), facts)


def of_protocol(protocol: TrialProtocol, say: Words) -> Told:
    """Say that a protocol file has no faults."""
    text = say(
        "{study} version {version}: no faults.", study=protocol.study, version=protocol.version
    )
    facts = {"intact": True, "study": protocol.study, "version": protocol.version, "faults": []}
    return Told(WHOLE, text, dict(facts))


def of_faults(refused: Refused, say: Words) -> Told:
    """Say every fault of a protocol file, with its line and what to do."""
    lines = [say.together(say.alert(alert), say.next_step(alert)) for alert in refused.alerts]
    faults = [
        {"code": alert.code, "line": alert.values.get("line", 0), "text": say.alert(alert)}
        for alert in refused.alerts
    ]
    return Told(ALTERED, "\n".join(lines), {"intact": False, "faults": faults})


def paper_of(desk: Desk, record: str) -> bytes:
    """Return the newest issued PDF of a record, or of the newest record.

    Raises Refused when there is none, or when it is not the one the ledger names.
    """
    issued = desk.store.papers()
    chosen = [row for row in issued if record in ("latest", row.record_id)]
    if not chosen:
        raise refuse("reports.no_such_record", record=record)
    newest = chosen[0] if record == "latest" else max(chosen, key=lambda row: row.version)
    pdf = desk.store.paper(newest.sha256)
    if not _in_ledger(desk, pdf):
        raise refuse("reports.paper_replaced")
    return pdf
