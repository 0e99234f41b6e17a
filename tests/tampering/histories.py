"""Alterations of history: forged entries, exchanged signatures, cut, rebuilt and older ledgers."""

import base64
import random
import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from ltm_desktop.app.verification import rebuild
from ltm_desktop.domain.certifying import CertificateEntered
from ltm_desktop.domain.codec import to_plain
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.domain.site import SiteFounded
from ltm_desktop.ledger.canonical import digest
from ltm_desktop.ledger.certificates import endorse, fingerprint, issue
from ltm_desktop.ledger.chain import cosign, seal
from ltm_desktop.ledger.entries import Entry, SealedEntry
from ltm_desktop.ledger.keys import PrivateKey
from ltm_desktop.storage.opening import open_store
from tests import builders
from tests.app.clinic import opened
from tests.tampering.expected import Expected
from tests.tampering.retold import Teller
from tests.tampering.victim import LAST_DAY, Victim


def _write(database: Any, sealed: SealedEntry) -> None:
    """Put an entry where another stood, or after the last."""
    database.execute("DELETE FROM entries WHERE seq = ?", (sealed.seq,))
    database.execute(
        "INSERT INTO entries (seq, stream, raw, signature, hash) VALUES (?, ?, ?, ?, ?)",
        (sealed.seq, sealed.entry.stream, sealed.raw, sealed.signature, sealed.hash),
    )


def _next(victim: Victim, like: Entry, **changes: Any) -> Entry:
    """Return an entry that follows the newest, made like another."""
    newest = victim.before[-1]
    told = {"seq": newest.seq + 1, "previous": newest.hash, "cosignatures": (), "papers": ()}
    return replace(like, **{**told, **changes})


def forged_entry(chance: random.Random, victim: Victim) -> Expected:
    """Append an entry in somebody's name, sealed with a key that is not theirs."""
    like = chance.choice(victim.before).entry
    others = [key for person, key in victim.keys.items() if person != like.author]
    key = chance.choice([*others, PrivateKey.generate()])
    certificate = like.certificate
    if chance.random() < 0.3:
        certificate = digest(chance.randbytes(8))
    cosignatures = like.cosignatures if chance.random() < 0.3 else ()
    sealed = seal(_next(victim, like, certificate=certificate, cosignatures=cosignatures), key)
    with victim.past_guards() as database:
        _write(database, sealed)
    return Expected("an entry forged without its author's key", seq=sealed.seq)


def minted_certificate(chance: random.Random, victim: Victim) -> Expected:
    """Enter a certificate in a colleague's name as the administrator, with the authority's key."""
    person = chance.choice([one for one in victim.keys if one != builders.ADMINISTRATOR])
    founded = next(event for event in _site_events(victim.before) if isinstance(event, SiteFounded))
    key = PrivateKey.generate()
    certificate = issue(
        base64.b64decode(founded.authority),
        victim.authority_key,
        person_id=person,
        printed_name="Sam EXAMPLE",
        public=key.public,
        now=datetime.fromisoformat("2026-03-01T09:00:00+08:00"),
    )
    entered = CertificateEntered(
        person=PersonId(person),
        fingerprint=fingerprint(certificate),
        certificate=base64.b64encode(certificate).decode(),
        endorsement=endorse(victim.authority_key, person, key.public).hex(),
    )
    own = next(s.entry for s in victim.before if s.entry.author == builders.ADMINISTRATOR)
    body = {**own.body, "command": "Forged", "events": [to_plain(entered)]}
    sealed = seal(_next(victim, own, body=body), victim.keys[builders.ADMINISTRATOR])
    with victim.past_guards() as database:
        _write(database, sealed)
    return Expected("a certificate minted in a colleague's name", seq=sealed.seq, person=person)


def _site_events(ledger: Sequence[SealedEntry]) -> list[object]:
    from ltm_desktop.app.charts import events_of

    return [event for sealed in ledger if sealed.seq < 3 for event in events_of(sealed.entry)]


def exchanged_cosignatures(chance: random.Random, victim: Victim) -> Expected:
    """Exchange the signatures with a meaning of two entries, each sealed again by its author."""
    signed = [sealed.entry for sealed in victim.before if sealed.entry.cosignatures]
    one, two = sorted(chance.sample(signed, 2), key=lambda entry: entry.seq)
    with victim.past_guards() as database:
        for entry, other in ((one, two), (two, one)):
            _write(database, _sealed_anyhow(victim, entry, cosignatures=other.cosignatures))
    return Expected("signatures exchanged between records", seq=one.seq)


def _sealed_anyhow(victim: Victim, entry: Entry, **changes: Any) -> SealedEntry:
    """Return an entry signed by its author although nobody's program would sign it."""
    raw = replace(entry, **changes).to_bytes()
    return SealedEntry(entry.seq, raw, victim.keys[entry.author].sign(raw))


def exchanged_certificates(chance: random.Random, victim: Victim) -> Expected:
    """Let an entry or one of its signatures name another person's certificate."""
    certificates = {s.entry.author: s.entry.certificate for s in victim.before}
    entry = chance.choice(victim.before).entry
    other = chance.choice([c for p, c in certificates.items() if p != entry.author])
    if entry.cosignatures and chance.random() < 0.5:
        first = replace(entry.cosignatures[0], certificate=other)
        if first == entry.cosignatures[0]:
            first = replace(first, certificate=entry.certificate)
        sealed = _sealed_anyhow(victim, entry, cosignatures=(first, *entry.cosignatures[1:]))
    else:
        sealed = _sealed_anyhow(victim, entry, certificate=other)
    with victim.past_guards() as database:
        _write(database, sealed)
    return Expected("certificates exchanged", seq=entry.seq)


def rewritten_by_its_author(chance: random.Random, victim: Victim) -> Expected:
    """Let an author write another thing into an own entry, and sign it again."""
    entry = chance.choice(victim.before).entry
    sealed = _sealed_anyhow(victim, entry, body={**entry.body, "command": "Another"})
    with victim.past_guards() as database:
        _write(database, sealed)
    return Expected("an entry rewritten by its own author", seq=entry.seq)


def cut_tail(chance: random.Random, victim: Victim) -> Expected:
    """Cut the newest entries off, make the lists follow, and perhaps cut the heads file too."""
    total = len(victim.before)
    left = total - chance.randint(1, 9)
    with victim.past_guards() as database:
        database.execute("DELETE FROM papers WHERE seq > ?", (left,))
        database.execute("DELETE FROM entries WHERE seq > ?", (left,))
    expected = _witnessed(chance, victim, left, "the tail cut off")
    if chance.random() < 0.5:
        store = open_store(victim.folder, victim.data_key, check=False)
        rebuild(store)
        store.close()
    return expected


def _witnessed(chance: random.Random, victim: Victim, left: int, what: str) -> Expected:
    """Leave the heads file as a witness, or rewrite it and let a head on paper be the witness."""
    if chance.random() < 0.4:
        return Expected(f"{what}, heads file left", seq=left + 1)
    heads = (victim.path / "heads").read_bytes().splitlines(keepends=True)
    (victim.path / "heads").write_bytes(b"".join(heads[:left]))
    anchor = victim.head_at(chance.randint(left + 1, len(victim.before)))
    return Expected(f"{what}, heads file cut too", seq=anchor.seq, anchor=anchor)


def rebuilt(chance: random.Random, victim: Victim) -> Expected:
    """Tell another story from an entry on, with every key there is, and link it all again."""
    first = chance.randint(2, len(victim.before))
    previous = victim.before[first - 2].hash
    heads = (victim.path / "heads").read_text().splitlines()
    with victim.past_guards() as database:
        for sealed in victim.before[first - 1 :]:
            again = _told_otherwise(victim, sealed.entry, previous, changed=sealed.seq == first)
            _write(database, again)
            previous = again.hash
            heads[sealed.seq - 1] = f"{sealed.entry.log} {sealed.seq} {again.hash}"
    if chance.random() < 0.4:
        return Expected("the chain rebuilt with every key, heads file left", seq=first)
    (victim.path / "heads").write_text("".join(f"{line}\n" for line in heads))
    anchor = victim.head_at(chance.randint(first, len(victim.before)))
    return Expected("the chain rebuilt with every key and heads", seq=anchor.seq, anchor=anchor)


def told_anew(chance: random.Random, victim: Victim) -> Expected:
    """Tell all but the founding anew, with new keys for everybody else, heads file and all."""
    asks = chance.choice([one for one in victim.keys if one != builders.ADMINISTRATOR])
    seq = _tell_anew(victim).entered(asks)
    return Expected("the whole ledger told anew", seq=seq, person=asks, asks=asks)


def told_anew_past_the_own_word(chance: random.Random, victim: Victim) -> Expected:
    """Tell it anew and take away what people saw: the key of whoever asks is left to say so."""
    expected = told_anew(chance, victim)
    shutil.rmtree(victim.folder.seen)
    return expected.at("the whole ledger told anew, witnesses taken away")


def _tell_anew(victim: Victim) -> Teller:
    administrator: dict[str, PrivateKey] = {
        builders.ADMINISTRATOR: victim.keys[builders.ADMINISTRATOR]
    }
    teller = Teller(victim.before[:1], administrator, victim.authority_key)
    for sealed in victim.before[1:]:
        teller.tell(sealed.entry)
    with victim.past_guards() as database:
        for sealed in teller.told[1:]:
            _write(database, sealed)
    heads = [f"{one.entry.log} {one.seq} {one.hash}\n" for one in teller.told]
    (victim.path / "heads").write_text("".join(heads))
    return teller


def cut_from_who_saw_it(chance: random.Random, victim: Victim) -> Expected:
    """Cut the newest entries off, in the heads file too, and let somebody ask who saw them."""
    total = len(victim.before)
    asks, seen = max(_seen(victim).items(), key=lambda one: one[1])
    left = chance.randint(max(1, total - 9), seen - 1)
    with victim.past_guards() as database:
        database.execute("DELETE FROM papers WHERE seq > ?", (left,))
        database.execute("DELETE FROM entries WHERE seq > ?", (left,))
    heads = (victim.path / "heads").read_bytes().splitlines(keepends=True)
    (victim.path / "heads").write_bytes(b"".join(heads[:left]))
    store = open_store(victim.folder, victim.data_key, check=False)
    rebuild(store)
    store.close()
    return Expected("the tail cut off, asked by who saw it", seq=seen, person=asks, asks=asks)


def _seen(victim: Victim) -> dict[str, int]:
    words = {person: victim.word_of(person).seen for person in victim.keys}
    return {person: word.head.seq for person, word in words.items() if word is not None}


def _told_otherwise(victim: Victim, entry: Entry, previous: str, *, changed: bool) -> SealedEntry:
    shown = entry.body["shown"]
    assert isinstance(shown, dict)
    text = f"{shown['text']} " if changed else str(shown["text"])
    body = {**entry.body, "shown": {**shown, "text": text}}
    signed = tuple(
        cosign(
            body,
            victim.keys[one.person],
            log=entry.log,
            stream=entry.stream,
            person=one.person,
            certificate=one.certificate,
            meaning=one.meaning,
            signed_at=one.signed_at,
            chart=one.chart,
            shown=text,
            language=one.language,
        )
        for one in entry.cosignatures
    )
    again = replace(entry, previous=previous, body=body, cosignatures=signed)
    return seal(again, victim.keys[entry.author])


def rolled_back(chance: random.Random, victim: Victim) -> Expected:
    """Put an older evening's files back, perhaps with the heads of that evening."""
    evening = chance.choice(victim.earlier)
    left = len((evening / "heads").read_text().splitlines())
    for name in _store_files(evening):
        shutil.copy(evening / name, victim.path / name)
    for name in _store_files(victim.path):
        if not (evening / name).exists():
            (victim.path / name).unlink()
    return _witnessed(chance, victim, left, "an older copy put back")


def rolled_back_and_worked_on(chance: random.Random, victim: Victim) -> Expected:
    """Put everything of an older evening back, and let honest people work on in it."""
    evening = victim.earlier[-1]
    left = len((evening / "heads").read_text().splitlines())
    shutil.rmtree(victim.path)
    shutil.copytree(evening, victim.path)
    with opened(victim.path, LAST_DAY) as clinic:
        for hour in range(len(victim.before) - left + chance.randint(1, 2)):
            clinic.does(builders.NURSE, builders.labs(f"2026-03-06 {7 + hour:02}:00"))
    anchor = victim.head_at(chance.randint(left + 1, len(victim.before)))
    return Expected("an older copy put back and worked on", seq=anchor.seq, anchor=anchor)


def _store_files(site: Path) -> list[str]:
    return [one.name for one in site.iterdir() if one.name.startswith(site_store(site))]


def site_store(site: Path) -> str:
    """Return the name of the store's file; its companions begin alike."""
    from ltm_desktop.storage.folder import open_site

    return open_site(site).store.name
