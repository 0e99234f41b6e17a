"""Verdicts in words: a site, a paper or a code, whole or altered, and where it first fails."""

import hashlib
from dataclasses import dataclass, field

from ltm_desktop.app.desk import Desk
from ltm_desktop.app.paper import Inspection, Press
from ltm_desktop.app.verification import Progress, Verdict, verify_site
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert, Severity
from ltm_desktop.domain.errors import Refused, refuse
from ltm_desktop.ledger.canonical import NotCanonical
from ltm_desktop.ledger.entries import Head
from ltm_desktop.ledger.proof import read

WHOLE, ALTERED, UNUSABLE = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Told:
    """A verdict: an exit code, the words, and the same as facts for a program."""

    code: int
    text: str
    facts: dict[str, object] = field(default_factory=dict)


def problem_text(code: str, seq: int, say: Words, detail: str = "") -> str:
    """Say one thing that does not hold, with the entry it concerns."""
    said = say.alert(Alert(code, Severity.STOP, {"seq": seq, "detail": detail}))
    if not seq:
        return said
    return say("First bad entry: {seq}. {what}", seq=seq, what=said)


def of_site(desk: Desk, anchor: str | None, say: Words, progress: Progress) -> Told:
    """Verify a whole site, and that it still reaches a witnessed head."""
    try:
        witnessed = Head.from_line(anchor.strip()) if anchor else None
    except NotCanonical:
        raise refuse("ledger.anchor_unreadable") from None
    return _site(verify_site(desk.store, anchor=witnessed, progress=progress), say)


def _site(verdict: Verdict, say: Words) -> Told:
    facts: dict[str, object] = {
        "entries": verdict.entries,
        "papers": verdict.papers,
        "head": verdict.head.to_line(),
        "problems": [
            {"code": p.code, "entry": p.seq, "detail": p.detail} for p in verdict.problems
        ],
    }
    if verdict.intact:
        text = say(
            "WHOLE. {entries} entries, {papers} papers, every signature valid. Head {head}",
            entries=verdict.entries,
            papers=verdict.papers,
            head=verdict.head.to_line(),
        )
        return Told(WHOLE, text, facts)
    lines = [problem_text(p.code, p.seq, say, p.detail) for p in verdict.problems[:20]]
    return Told(ALTERED, say("ALTERED. {what}", what="\n".join(lines)), facts)


def of_paper(pdf: bytes, press: Press, desk: Desk | None, trust: str | None, say: Words) -> Told:
    """Verify one PDF by its signatures, and by the ledger's digest where a site is at hand."""
    founded = desk.site().founded if desk else None
    trusted = trust or (founded.authority_fingerprint if founded else None)
    seen = press.inspect(pdf, trusted_fingerprint=trusted)
    problem = seen.problem if not seen.intact else None
    if problem is None and desk is not None and not _in_ledger(desk, pdf):
        problem = "reports.not_in_ledger"
    facts: dict[str, object] = {
        "problem": problem,
        "fingerprint": seen.ca_fingerprint,
        "signatures": [f"{one.meaning}: {one.name}" for one in seen.signatures],
    }
    if problem is not None:
        return Told(ALTERED, say("ALTERED. {what}", what=problem_text(problem, 0, say)), facts)
    return Told(WHOLE, _paper_text(seen, desk is not None, say), facts)


def _paper_text(seen: Inspection, by_ledger: bool, say: Words) -> str:
    lines = [say("WHOLE. Signed by:")]
    for one in seen.signatures:
        when = say.zone_moment(one.at) if one.at else ""
        lines.append(f"  {one.meaning} - {one.name} - {when}")
    if by_ledger:
        lines.append(say("Its digest is the ledger's."))
    else:
        lines.append(
            say(
                "Checked by its signatures alone. Authority fingerprint: {fingerprint}. "
                "Compare it with the site's, or name the site with --site.",
                fingerprint=seen.ca_fingerprint,
            )
        )
    return "\n".join(lines)


def _in_ledger(desk: Desk, pdf: bytes) -> bool:
    sha256 = hashlib.sha256(pdf).hexdigest()
    return any(
        paper.sha256 == sha256 for sealed in desk.store.entries() for paper in sealed.entry.papers
    )


def of_code(text: str, trust: str, say: Words) -> Told:
    """Verify the compact record of a paper's code with a trusted authority, without any site."""
    if not trust.strip():
        raise refuse("ledger.trust_missing")
    try:
        record = read(text, trust)
    except Refused as refused:
        what = " ".join(say.alert(alert) for alert in refused.alerts)
        return Told(ALTERED, say("NOT PROVED. {what}", what=what), {"problem": str(refused)})
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
    )
    facts: dict[str, object] = {
        name: str(getattr(record, name)) for name in record.__dataclass_fields__
    }
    return Told(WHOLE, "\n".join(lines), facts)


def paper_of(desk: Desk, record: str) -> bytes:
    """Return the newest issued PDF of a record, or of the newest record. Raises Refused."""
    issued = desk.store.papers()
    chosen = [row for row in issued if record in ("latest", row.record_id)]
    if not chosen:
        raise refuse("reports.no_such_record", record=record)
    if record == "latest":
        return desk.store.paper(chosen[0].sha256)
    return desk.store.paper(max(chosen, key=lambda row: row.version).sha256)
