"""Protocol files under resources/protocols: which there are, and each as a TrialProtocol.

Refuses a file with any fault, naming every one with its line.
"""

import hashlib
import re
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from ltm_desktop import resource_files
from ltm_desktop.app.chosen_files import read_chosen
from ltm_desktop.domain.errors import Refused, refuse
from ltm_desktop.domain.protocol import TrialProtocol
from ltm_desktop.protocols.codelists import wrong_route_drugs
from ltm_desktop.protocols.faults import alert, parsed, refuse_faults
from ltm_desktop.protocols.instruments import instruments
from ltm_desktop.protocols.reading import read_protocol
from ltm_desktop.protocols.tables import Fault, Table

_VERSION = re.compile(r"[0-9]+(\.[0-9]+)*")
_EXAMPLE = "example-site.toml"
_LARGEST = 1 << 20
"""Bytes; the released files have a twentieth of it."""


def available() -> tuple[tuple[str, str], ...]:
    """Return study and version of every protocol file the program carries."""
    root = resource_files.path("protocols")
    return tuple(
        (path.parent.name, path.stem)
        for path in sorted(root.glob("*/*.toml"))
        if _VERSION.fullmatch(path.stem)
    )


def load(study: str, version: str) -> tuple[TrialProtocol, str]:
    """Return a protocol and the SHA-256 of its file's bytes in hex.

    Raises Refused configuration.unknown_protocol, or one alert for each fault of the file.
    """
    if (study, version) not in available():
        raise refuse("configuration.unknown_protocol", study=study, version=version)
    path = resource_files.path("protocols", study, f"{version}.toml")
    raw = path.read_bytes()
    protocol = _released(raw, path.name)
    if (protocol.study, protocol.version) != (study, version):
        raise Refused(alert(path.name, 1, "protocol.other_name"))
    return protocol, hashlib.sha256(raw).hexdigest()


@lru_cache(maxsize=8)
def _released(raw: bytes, name: str) -> TrialProtocol:
    """Read the same bytes once: they are asked for whenever a rule of the site is."""
    return parse(raw, name)


def load_file(path: Path) -> TrialProtocol:
    """Return the protocol of any file, such as one being written. Raises Refused."""
    raw = read_chosen(path, _LARGEST)
    if len(raw) > _LARGEST:
        raise Refused(alert(path.name, 1, "protocol.too_large", kilobytes=_LARGEST // 1024))
    return parse(raw, path.name)


def load_example_site(study: str, version: str) -> dict[str, str]:
    """Return the example values for demo and practice sites; none is for a patient."""
    path = resource_files.path("protocols", study, _EXAMPLE)
    text = path.read_text("utf-8")
    faults: list[Fault] = []
    table = Table(parsed(text, path.name), "", faults)
    found = (table.text("study"), table.text("version"))
    table.label("label")
    values = table.table("values")
    texts = {key: values.text(key) for key in values}
    table.close()
    refuse_faults(faults, text, path.name)
    if found != (study, version):
        raise refuse("configuration.unknown_protocol", study=study, version=version)
    return texts


def parse(raw: bytes, name: str) -> TrialProtocol:
    """Return the protocol of a file's bytes. Raises Refused with one alert for each fault."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise Refused(alert(name, line, "protocol.not_utf8")) from error
    faults: list[Fault] = []
    protocol = read_protocol(parsed(text, name), faults)
    refuse_faults(faults, text, name)
    return replace(protocol, never_intrathecal=wrong_route_drugs(), instruments=instruments())
