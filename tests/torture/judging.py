"""What a clinic's acts acknowledged, held against what stands after a kill or a power cut."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from ltm_desktop.app.downtime_kit import KEPT
from ltm_desktop.app.verification import verify_site
from ltm_desktop.app.workstation import workstation_name
from ltm_desktop.domain.errors import LtmError
from ltm_desktop.domain.identifiers import PatientId
from ltm_desktop.ledger.canonical import NotCanonical
from ltm_desktop.storage.backup import backups_in
from ltm_desktop.storage.emergency_copy import EmergencyFile
from ltm_desktop.storage.event_store import SqlStore
from ltm_desktop.storage.folder import SiteFolder, open_site
from ltm_desktop.storage.key_file import KeyFile
from ltm_desktop.storage.opening import open_store
from tests.app.clinic import SECRET
from tests.builders import ADMINISTRATOR, MONITOR, SECOND, THERAPIST
from tests.torture import saved
from tests.torture.acts import OTHER, opens
from tests.torture.subject import doses_told


@dataclass
class Promised:
    """What a program said is kept."""

    heads: dict[int, str] = field(default_factory=dict)
    records: set[str] = field(default_factory=set)
    backups: set[str] = field(default_factory=set)
    secrets: dict[str, str] = field(default_factory=dict)
    kits: dict[str, str] = field(default_factory=dict)
    """SHA-256 of each downtime kit by its name."""
    papers: set[str] = field(default_factory=set)
    saved: dict[str, str] = field(default_factory=dict)
    """SHA-256 of each file a person saved by its name."""
    typed: str = ""
    begun: str = ""
    """The kind of the act under way, empty once all of it was acknowledged."""
    acts: Counter[str] = field(default_factory=Counter)

    def hear(self, lines: Iterable[str]) -> None:
        """Take in what it said, up to its end."""
        self.begun = ""
        for line in lines:
            word, _, rest = line.partition(" ")
            if word == "BEGIN":
                self.begun = rest
            elif word == "ACK":
                self._take(json.loads(rest))
                if self.begun != "sign":  # two entries, each acknowledged
                    self.begun = ""

    def _take(self, ack: dict[str, Any]) -> None:
        self.acts[ack["kind"]] += 1
        if "seq" in ack:
            self.heads[ack["seq"]] = ack["hash"]
        if "record" in ack:
            self.records.add(ack["record"])
        if "backup" in ack:
            self.backups.add(ack["backup"])
        self.secrets |= {MONITOR: ack["secret"]} if "secret" in ack else {}
        self.secrets |= {THERAPIST: ack["key"]} if "key" in ack else {}
        self.kits |= {ack["kit"]: ack["sha256"]} if "kit" in ack else {}
        self.papers |= {ack["paper"]} if "paper" in ack else set()
        self.saved |= ack.get("saved", {})
        self.typed = ack.get("typed", self.typed)


def fault(site: Path, told: Promised) -> str:
    """Open a site as the next start does and return what is not as promised, empty for nothing."""
    try:
        folder = open_site(site)
        keys = KeyFile(folder.keys)
        store = open_store(folder, keys.unlock(ADMINISTRATOR, SECRET).data_key)
    except (LtmError, NotCanonical) as error:
        return f"cannot be opened: {_code(error)}"
    try:
        found = _ledger(folder, keys, store, told) or _slots(keys, told) or _typed(store, told)
        found = found or _backups(folder, told) or _papers(folder, store, told)
        return found or _saved(site, store, told)
    except (LtmError, NotCanonical) as error:
        return f"cannot be read: {_code(error)}"
    finally:
        store.close()


def _ledger(folder: SiteFolder, keys: KeyFile, store: SqlStore, told: Promised) -> str:
    for seq, written in told.heads.items():
        kept = store.head_at(seq)
        if kept is None or kept.hash != written:
            return f"entry {seq} is lost"
    posted = EmergencyFile(folder.path).read()
    verdict = verify_site(store, facts=folder.facts, posted=posted, keys_whole=keys.is_whole())
    if bad := [one for one in verdict.problems if not one.code.startswith("emergency.")]:
        # the emergency page is made anew at the next sign-in
        return f"not whole: {bad[0].code} at {bad[0].seq}"
    return _doubles(store, told)


def _doubles(store: SqlStore, told: Promised) -> str:
    doses = list(doses_told(store))
    if not told.records <= set(doses):
        return "a record is lost"
    if len(doses) != len(set(doses)):
        return "a record stands twice"
    return ""


def _slots(keys: KeyFile, told: Promised) -> str:
    for person in (MONITOR, THERAPIST):
        # a change under way may have come through or not; what was said to be changed is changed
        in_hand = {"secret": MONITOR, "key": THERAPIST}.get(told.begun) == person
        wanted = told.secrets.get(person, SECRET)
        either = (SECRET, OTHER) if in_hand else (wanted,)
        opening = [secret for secret in either if opens(keys, person, secret)]
        if len(opening) != 1:
            return f"the secret of {person} opens nothing"
        told.secrets[person] = opening[0]
    return ""


def _typed(store: SqlStore, told: Promised) -> str:
    patient = PatientId(store.patients()[0].patient_id)
    draft = store.drafts().find(workstation_name(), SECOND, patient, "dosing")
    found = draft.fields["note"] if draft else ""
    if told.typed and told.begun != "draft" and found != told.typed:
        return "what was typed is lost"
    told.typed = found
    return ""


def _backups(folder: SiteFolder, told: Promised) -> str:
    known = {one.path.name for one in backups_in(folder.backups / folder.facts.id)}
    return "" if told.backups <= known else "a backup is lost"


def _papers(folder: SiteFolder, store: SqlStore, told: Promised) -> str:
    shelf = folder.path / "downtime"
    there = sorted(file.name for file in shelf.glob("downtime-*.pdf"))
    for name, digest in told.kits.items():
        if len([one for one in there if one > name]) >= KEPT:
            continue  # taken away for newer ones
        if name not in there or sha256((shelf / name).read_bytes()).hexdigest() != digest:
            return f"the kit {name} is lost"
    for paper in told.papers:
        if not store.paper(paper):
            return "a paper is lost"
    return ""


def _saved(site: Path, store: SqlStore, told: Promised) -> str:
    if half := saved.fault(site, {one.sha256 for one in store.papers()}):
        return half
    found = saved.found_in(site)
    for name, digest in told.saved.items():
        # one under way may have taken the place of the one before, or not
        if name not in found or (told.begun != "save" and found[name] != digest):
            return f"what was saved as {name} is lost"
    told.saved = found
    return ""


def _code(error: Exception) -> str:
    alert = getattr(error, "alert", None)
    return str(getattr(error, "code", "") or (alert.code if alert else type(error).__name__))
