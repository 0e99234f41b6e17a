"""Hostile files for every door that reads one, made from genuine files and a seed.

Each says at which door it is offered. A file out of which a person would be shown what honest
rows are left says so: nothing in a table tells that its end is missing.
"""

import functools
import gzip
import io
import json
import os
import random
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.exchange.dicom.test_damaged import mutants

Write = Callable[[Path], None]
_MEGABYTE = 1 << 20
_NESTED = 100_000
_ROWS = 5_001


@dataclass(frozen=True)
class Hostile:
    """One file for one door."""

    door: str
    name: str
    write: Write
    may_show: bool = False
    """Whether what is left may be shown to a person; nothing may be written all the same."""


def of_files(genuine: dict[str, bytes], mutated: int, seed: int) -> Iterator[Hostile]:
    """Yield what is offered where a file is chosen: the general, the particular, the mutated."""
    chance = random.Random(seed)  # noqa: S311 - a story, no secret
    for door, raw in genuine.items():
        general = _anything(chance) | ({} if door == "code" else _no_files())
        for name, write in general.items():
            yield Hostile(door, name, write)
        for name, octets in _PARTICULAR[door](raw).items():
            yield Hostile(door, name, _octets(octets), name in _SHOWN)
        for number, octets in enumerate(_mutated(door, raw, mutated, chance)):
            shown = door not in {"paper", "code"}
            yield Hostile(door, f"mutant {number}", _octets(octets), shown)


def _anything(chance: random.Random) -> dict[str, Write]:
    """Return bytes that no door takes."""
    return {
        "nothing": _octets(b""),
        "one byte": _octets(b"\0"),
        "noise": _octets(chance.randbytes(4096)),
        "zeros": _octets(bytes(_MEGABYTE)),
        "zip bomb": _bomb(0),
        "zip that climbs": _octets(_zipped("../../climbed.csv", b"patient,test,value,sampled")),
        "gzip bomb": _bomb(1),
        "far too large": lambda path: os.truncate(_made(path), 300 * _MEGABYTE),
    }


def _no_files() -> dict[str, Write]:
    """Return what lies where a file should."""
    return {
        "folder": Path.mkdir,
        "pipe": os.mkfifo,
        "link without end": lambda path: path.symlink_to("/dev/zero"),
        "link to itself": lambda path: path.symlink_to(path.name),
        "link to nothing": lambda path: path.symlink_to("nothing"),
    }


def _bomb(kind: int) -> Write:
    def write(path: Path) -> None:
        path.write_bytes(_bombs()[kind])

    return write


@functools.cache
def _bombs() -> tuple[bytes, bytes]:
    """Return 50 megabytes of nothing as a zip and as gzip."""
    large = bytes(50 * _MEGABYTE)
    return _zipped("bomb.csv", large), gzip.compress(large, 9)


def _made(path: Path) -> Path:
    path.touch()
    return path


def _octets(octets: bytes) -> Write:
    def write(path: Path) -> None:
        path.write_bytes(octets)

    return write


def _zipped(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(name, content)
    return out.getvalue()


def _mutated(door: str, raw: bytes, count: int, chance: random.Random) -> Iterator[bytes]:
    if door == "dicom":
        yield from mutants(raw, count, chance.randrange(1 << 30))
        return
    for number in range(count):
        made = bytearray(raw)
        place = chance.randrange(len(made))
        match number % 3:
            case 0:
                made[place] ^= 1 << chance.randrange(8)
            case 1:
                made[place : place + chance.randrange(1, 40)] = chance.randbytes(20)
            case _:
                del made[place:]
        yield bytes(made)


def _bundle(raw: bytes) -> dict[str, bytes]:
    whole = raw.decode()
    one = json.loads(whole)["entry"][-1]
    many = {**json.loads(whole), "entry": [one] * _ROWS}
    return {
        "lists without end": b"[" * _NESTED,
        "objects without end": b'{"a":' * _NESTED,
        "nested and closed": b'{"resourceType":' + b"[" * _NESTED + b"]" * _NESTED + b"}",
        "number of a million digits": _valued(whole, "9" * _MEGABYTE),
        "number of a thousand million digits": _valued(whole, "1e999999999"),
        "number nobody can hold": _valued(whole, "1e99999999999999999999"),
        "tiny number": _valued(whole, "1e-999999999"),
        "no number": _valued(whole, "NaN"),
        "infinite": _valued(whole, "-Infinity"),
        "a name twice": _valued(whole, '7, "value": 8'),
        "an object where a value stands": _valued(whole, '{"$ne": null}'),
        "too many results": json.dumps(many).encode(),
        "an entity": b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "/etc/passwd">]>',
        "another resource": b'{"resourceType": "Patient"}',
        "entries that are none": b'{"resourceType": "Bundle", "type": "collection", "entry": [7]}',
        "half a character": b'{"resourceType": "Bundle", "x": "\\ud800", "type": "\xff"}',
    }


def _valued(whole: str, value: str) -> bytes:
    head, mark, rest = whole.rpartition('"value":')
    digits = len(rest) - len(rest.lstrip('0123456789."'))
    return f"{head}{mark}{value}{rest[digits:]}".encode()


def _table(raw: bytes) -> dict[str, bytes]:
    heads, _, row = raw.decode().partition("\n")
    rows = "\n".join([heads, *[row.strip()] * _ROWS])
    return {
        "too many rows": rows.encode(),
        "one line of megabytes": heads.encode() + b"\n" + b"a" * 15 * _MEGABYTE,
        "a quote that never ends": f'{heads}\n"{row * 100}'.encode(),
        "columns without end": b"," * _MEGABYTE + b"\n",
        "a head twice": f"{heads},patient\n{row}".encode(),
        "heads only": heads.encode(),
        "no heads": row.encode(),
        "a nothing inside": f"{heads}\n{row}\0".encode(),
        "half UTF-16": raw.decode().encode("utf-16")[:-1],
        "formulas": f"{heads}\n{row}".replace("48", "=HYPERLINK(0)").encode(),
    }


def _dicom(raw: bytes) -> dict[str, bytes]:
    item = bytes.fromhex("feff00e0ffffffff")
    sequence = bytes.fromhex("0c300200") + b"SQ\0\0" + bytes.fromhex("ffffffff")
    head = raw[: raw.index(b"\x08\x00\x16\x00")]
    return {
        "no mark": raw.replace(b"DICM", b"DICN"),
        "said to be compressed": raw.replace(b"1.2.840.10008.1.2.1\0", b"1.2.840.10008.1.2.5\0"),
        "nested without end": head + (sequence + item) * 20_000,
        "a length that lies": raw.replace(b"PN\x0c\x00", b"PN\xff\xff").replace(b"LO", b"UN"),
        "with more after it": raw + b"PK\x03\x04" * 100,
        "twice": raw + raw,
        "the head only": raw[:132],
    }


def _toml(raw: bytes) -> dict[str, bytes]:
    return {
        "lists without end": b"a = " + b"[" * _NESTED,
        "tables without end": b"a = " + b"{a=" * 3_000 + b"1" + b"}" * 3_000,
        "names without end": b".".join([b"a"] * 50_000) + b" = 1",
        "number of 5000 digits": b"a = " + b"9" * 5_000,
        "number nobody can hold": b"a = 1e99999999999999999999",
        "number of a thousand million digits": raw.replace(
            b'value = "4"', b'value = "1e999999999"', 1
        ),
        "a day of no calendar": b"a = 9999-99-99",
        "not UTF-8": b"a = '\xff\xfe'",
        "a key twice": raw + b'\nstudy = "NCT05305885"\n',
        "a key nobody knows": b"trojan = true\n" + raw,
        "megabytes of comments": raw + b"# x\n" * 4 * _MEGABYTE,
        "cut in the middle": raw[: len(raw) // 2],
    }


def _paper(raw: bytes) -> dict[str, bytes]:
    bomb = b"<</Filter/FlateDecode/Length 9>>stream\n" + zlib.compress(bytes(49 * _MEGABYTE))
    return {
        "more after its end": raw + b"\n",
        "a bomb after its end": raw + b"1 0 obj\n" + bomb + b"\nendstream endobj\n%%EOF\n",
        "nested without end": b"%PDF-1.7\n1 0 obj\n" + b"[" * _NESTED,
        "junk before its head": b"\n" + raw,
        "twice": raw + raw,
        "without its end": raw[:-6],
        "a million lengths": b"%PDF-1.7\n" + b"/ByteRange [0 1 2 3]\n" * 50_000,
        "lengths nobody can hold": raw.replace(b"/ByteRange [0 ", b"/ByteRange [" + b"9" * 5_000),
    }


def _code(raw: bytes) -> dict[str, bytes]:
    return {
        "another kind": raw.replace(b"LTM1:", b"LTM2:"),
        "twice": raw + raw,
        "a blank inside": raw[:50] + b" " + raw[50:],
        "far too long": raw + b"0" * 100_000,
        "the kind only": b"LTM1:",
        "half a character": b"LTM1:\xed\xa0\x80",
    }


_PARTICULAR: dict[str, Callable[[bytes], dict[str, bytes]]] = {
    "labs bundle": _bundle,
    "labs table": _table,
    "dicom": _dicom,
    "protocol": _toml,
    "paper": _paper,
    "code": _code,
}
_SHOWN = frozenset({"formulas", "half UTF-16", "tiny number"})
"""Rows of these stand beside the chart with what is wrong with them."""
