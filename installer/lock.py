"""Writes both locks: every platform, CPython 3.11 to 3.13, wheels only, with hashes.

A build tool, run by hand where `uv` is on PATH. It keeps the versions already locked unless
`--upgrade` or `--constraint FILE` says otherwise, and lets no registry address into a lock.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS = {"runtime.lock": (), "test.lock": ("--extra", "test")}
UNIVERSAL = [
    *("--universal", "--python-version", "3.11", "--generate-hashes"),
    *("--only-binary", ":all:", "--no-emit-index-url", "--no-emit-find-links"),
    *("--no-annotate", "--no-header"),
]


def compile_lock(name: str, extras: tuple[str, ...], options: list[str]) -> None:
    """Write requirements/<name> from pyproject.toml."""
    target = ROOT / "requirements" / name
    command = ["uv", "pip", "compile", "pyproject.toml", *UNIVERSAL, *extras, *options]
    subprocess.run([*command, "--quiet", "-o", str(target)], cwd=ROOT, check=True)
    print(f"wrote requirements/{name}")


def main(options: list[str]) -> int:
    """Write both locks; options go to uv as they are."""
    for name, extras in LOCKS.items():
        compile_lock(name, extras, options)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
