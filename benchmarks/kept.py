"""Where a site that takes long to make stands between runs; another program makes another one."""

import hashlib
from pathlib import Path

from benchmarks.figures import Bench
from ltm_desktop import resource_files
from ltm_desktop.storage import tables

_STUDY, _VERSION = "NCT05305885", "1.0.toml"


def place(bench: Bench, name: str) -> Path:
    """Return the folder of a made site, named after the protocol and the tables it was made by."""
    made_by = hashlib.sha256()
    for file in (resource_files.path("protocols", _STUDY, _VERSION), Path(tables.__file__)):
        made_by.update(file.read_bytes())
    return (bench.keep or bench.scratch) / f"{name}-{made_by.hexdigest()[:12]}"
