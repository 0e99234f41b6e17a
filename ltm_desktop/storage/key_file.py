"""The key file: a slot per person and one for the recovery key; nothing unwrapped on disk.

A slot holds the store's data key, the person's private key and, for administrators, the site's
authority. Unknown, wrong and retired get the same words after the same work.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ltm_desktop.app.chosen_files import read_chosen
from ltm_desktop.app.ports import Unlocked
from ltm_desktop.domain.errors import LtmError, Unavailable, refuse
from ltm_desktop.ledger.canonical import Plain, digest, encode
from ltm_desktop.ledger.keys import PrivateKey
from ltm_desktop.storage.durable import disk, write_file
from ltm_desktop.storage.guess_cost import raised, site_cost
from ltm_desktop.storage.wrapping import (
    Cost,
    check_secret,
    derive,
    new_kdf,
    new_recovery_kdf,
    normal_recovery_key,
    normal_secret,
    unwrap,
    wrap,
)

FORMAT = "ltm-keys/1"
_LARGEST = 4 << 20
"""Bytes: the slots of some ten thousand people."""
_RECOVERY = "recovery key"
"""Cannot be a user id: it holds a space."""

Slot = dict[str, Plain]


class KeyFile:
    """The key cabinet of one site."""

    def __init__(self, path: Path, cost: Cost | None = None) -> None:
        self._path = path
        self._given = cost

    def create(self, cost: Cost | None = None) -> None:
        """Make the empty key file of a site, which keeps what a try costs. Raises Unavailable."""
        if self._path.exists():
            raise Unavailable("storage.site_exists")
        self._write({}, cost)

    @property
    def cost(self) -> Cost:
        """Return what a try at a new slot costs; never less than the program's floor."""
        return self._given or site_cost(_cost_of(self._plain().get("cost")))

    def people(self) -> tuple[str, ...]:
        """Return the ids that have a slot."""
        return tuple(sorted(name for name in self._read() if name != _RECOVERY))

    def unlock(self, person: str, secret: str) -> Unlocked:
        """Open a slot. Raises Refused people.wrong_secret alike for unknown, wrong and retired."""
        slots = self._read()
        slot = slots.get(person) if person != _RECOVERY else None
        tried = self._dummy(slots) if slot is None else slot
        content = _open(person, normal_secret(secret), tried)
        if slot is None or content is None:
            raise refuse("people.wrong_secret")
        keys = _Keys(content)
        if keys.personal is None:
            raise Unavailable("storage.keys_damaged")
        return Unlocked(person, keys.data_key, keys.personal, keys.authority)

    def add(
        self,
        person: str,
        secret: str,
        *,
        data_key: bytes,
        key: PrivateKey,
        ca_key: PrivateKey | None = None,
    ) -> None:
        """Wrap keys for a new person, durably. Raises Refused people.exists, Unavailable."""
        check_secret(secret)
        slots = self._read()
        if person in slots or person == _RECOVERY:
            raise refuse("people.exists", person=person)
        unlocked = Unlocked(person, data_key, key, ca_key)
        self._write(slots | {person: self._slot(unlocked, secret, 1)})

    def renew(
        self,
        person: str,
        secret: str,
        *,
        data_key: bytes,
        key: PrivateKey,
        ca_key: PrivateKey | None = None,
    ) -> None:
        """Wrap new keys for a person, durably, in place of any older ones. Raises Refused."""
        check_secret(secret)
        if person == _RECOVERY:
            raise refuse("people.exists", person=person)
        slots = self._read()
        unlocked = Unlocked(person, data_key, key, ca_key)
        version = _version(slots.get(person)) + 1
        self._write(slots | {person: self._slot(unlocked, secret, version)})

    def change_secret(self, person: str, old: str, new: str) -> None:
        """Wrap a person's keys under a new secret. Raises Refused, Unavailable."""
        unlocked = self.unlock(person, old)
        check_secret(new)
        slots = self._read()
        following = _version(slots[person]) + 1
        self._write(slots | {person: self._slot(unlocked, new, following)})

    def strengthen(self, person: str, secret: str) -> bool:
        """Wrap a person's keys anew where a try costs less than the site asks; tell whether.

        Raises Refused people.wrong_secret, Unavailable; the slot stands as it was then.
        """
        slot = self._read().get(person, {})
        weak = _cost_of(slot.get("kdf"))
        dearer = raised(weak, self.cost) if weak else None
        if dearer is None:
            return False
        unlocked = self.unlock(person, secret)
        following = _version(slot) + 1
        slots = self._read()
        self._write(slots | {person: self._slot(unlocked, secret, following, dearer)})
        return True

    def retire(self, person: str) -> None:
        """Take a person's slot away; what they signed stands. Raises Unavailable."""
        slots = self._read()
        if person != _RECOVERY and slots.pop(person, None) is not None:
            self._write(slots)

    def add_recovery(self, recovery_key: str, *, data_key: bytes, ca_key: PrivateKey) -> None:
        """Wrap the data key and the authority under the recovery key, in place of an older one."""
        content: dict[str, Plain] = {
            "data_key": data_key.hex(),
            "key": None,
            "ca_key": ca_key.to_pkcs8().hex(),
        }
        secret = normal_recovery_key(recovery_key)
        slot = _seal(_RECOVERY, 1, new_recovery_kdf(), secret, content)
        self._write(self._read() | {_RECOVERY: slot})

    def recover(self, recovery_key: str) -> tuple[bytes, PrivateKey]:
        """Open the recovery slot. Raises Refused people.wrong_recovery_key."""
        slot = self._read().get(_RECOVERY)
        content = slot and _open(_RECOVERY, normal_recovery_key(recovery_key), slot)
        if not content:
            raise refuse("people.wrong_recovery_key")
        keys = _Keys(content)
        if keys.authority is None:
            raise Unavailable("storage.keys_damaged")
        return keys.data_key, keys.authority

    def __repr__(self) -> str:
        """Show nothing."""
        return "KeyFile()"

    def _slot(
        self, unlocked: Unlocked, secret: str, version: int, cost: Cost | None = None
    ) -> Slot:
        content: dict[str, Plain] = {
            "data_key": unlocked.data_key.hex(),
            "key": unlocked.key.to_pkcs8().hex(),
            "ca_key": None if unlocked.ca_key is None else unlocked.ca_key.to_pkcs8().hex(),
        }
        kdf = new_kdf(cost or self.cost)
        return _seal(unlocked.person, version, kdf, normal_secret(secret), content)

    def _dummy(self, slots: dict[str, Slot]) -> Slot:
        """Return a slot nobody opens that costs what a real one costs."""
        for slot in slots.values():
            if isinstance(kdf := slot.get("kdf"), dict) and kdf.get("name") == "argon2id":
                return slot
        return {"version": 0, "kdf": new_kdf(self.cost), "sealed": "00" * 64}

    def is_whole(self) -> bool:
        """Return whether the file is the one that was written, slots nobody opens included.

        A slot with a flipped bit shuts out its owner only, and is found before they come.
        """
        try:
            plain = json.loads(self._raw().decode())
            return bool(plain["check"] == _check(plain["slots"], plain.get("cost")))
        except (ValueError, KeyError, TypeError, RecursionError):
            return False

    def _raw(self) -> bytes:
        with disk():
            raw = read_chosen(self._path, _LARGEST)
        if len(raw) > _LARGEST:
            raise _damaged()
        return raw

    def _read(self) -> dict[str, Slot]:
        try:
            return {str(name): dict(slot) for name, slot in self._plain()["slots"].items()}
        except (ValueError, KeyError, TypeError, AttributeError):
            raise Unavailable("storage.keys_damaged") from None

    def _plain(self) -> dict[str, Any]:
        raw = self._raw()
        try:
            plain = json.loads(raw.decode())
            if plain["format"] != FORMAT:
                raise Unavailable("storage.newer_version")
            return dict(plain)
        except (ValueError, KeyError, TypeError, RecursionError):
            raise Unavailable("storage.keys_damaged") from None

    def _write(self, slots: dict[str, Slot], cost: Cost | None = None) -> None:
        stands = self._path.exists()
        kept: Plain = self._plain().get("cost") if stands else None
        if cost is not None and not stands:
            kept = asdict(cost)
        # what is damaged stays known as damaged, whoever changes another slot meanwhile
        check = "" if stands and not self.is_whole() else _check(slots, kept)
        plain: dict[str, Any] = {"check": check, "format": FORMAT, "slots": slots}
        plain |= {"cost": kept} if kept else {}
        write_file(self._path, json.dumps(plain, indent=1, sort_keys=True).encode() + b"\n")


class _Keys:
    """The keys in an opened slot."""

    __slots__ = ("authority", "data_key", "personal")

    def __init__(self, content: dict[str, Plain]) -> None:
        self.data_key = bytes.fromhex(str(content["data_key"]))
        self.personal = _private(content["key"])
        self.authority = _private(content["ca_key"])


def _check(slots: Mapping[str, Plain], cost: Plain) -> str:
    return digest(encode([dict(slots), cost] if cost else dict(slots)))


def _cost_of(kept: Plain) -> Cost | None:
    """Return the cost in a slot, or that of the site; None for a slot of another kind."""
    if not isinstance(kept, dict) or kept.get("name", "argon2id") != "argon2id":
        return None
    told = [kept.get(name) for name in ("memory_kib", "passes", "lanes")]
    counts = [one for one in told if isinstance(one, int) and one > 0]
    return Cost(*counts) if len(counts) == len(told) else None


def _version(slot: Slot | None) -> int:
    version = slot.get("version") if slot else 0
    return version if isinstance(version, int) else 0


def _private(value: Plain) -> PrivateKey | None:
    return None if value is None else PrivateKey.from_pkcs8(bytes.fromhex(str(value)))


def _seal(
    name: str, version: int, kdf: dict[str, Plain], secret: bytes, content: dict[str, Plain]
) -> Slot:
    sealed = wrap(derive(secret, kdf), content, _bound(name, version, kdf))
    return {"version": version, "kdf": kdf, "sealed": sealed}


def _open(name: str, secret: bytes, slot: Slot) -> dict[str, Plain] | None:
    kdf, sealed = slot.get("kdf"), slot.get("sealed")
    try:
        if not isinstance(kdf, dict) or not isinstance(sealed, str):
            raise _damaged()
        content = unwrap(derive(secret, kdf), sealed, _bound(name, slot["version"], kdf))
    except (ValueError, TypeError, KeyError):
        raise _damaged() from None
    return content if isinstance(content, dict) else None


def _bound(name: str, version: Plain, kdf: dict[str, Plain]) -> bytes:
    return encode(["ltm-slot/1", name, version, kdf])


def _damaged() -> LtmError:
    return Unavailable("storage.keys_damaged")
