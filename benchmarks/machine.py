"""The machine that figures belong to: processor, cores, memory, system, versions; no name of it."""

import os
import platform
from importlib.metadata import version
from pathlib import Path

PACKAGES = (
    "PySide6-Essentials",
    "SQLAlchemy",
    "sqlcipher3",
    "cryptography",
    "argon2-cffi",
    "reportlab",
    "pyHanko",
)


def described() -> list[str]:
    """Return the machine in a few lines."""
    return [
        f"{_processor()}, {os.cpu_count()} cores, {_memory()} GiB",
        f"{_system()}, CPython {platform.python_version()}, {_sqlite()}",
        ", ".join(f"{one} {version(one)}" for one in PACKAGES),
    ]


def load() -> str:
    """Return how busy the machine is: the load average of the last minute."""
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"


def _processor() -> str:
    told = Path("/proc/cpuinfo")
    if told.exists():
        for line in told.read_text("utf-8", "replace").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _memory() -> str:
    if not hasattr(os, "sysconf"):
        return "unknown"
    return f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f}"


def _system() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except (OSError, KeyError):
        return platform.system()


def _sqlite() -> str:
    from sqlcipher3 import dbapi2

    return f"SQLite {dbapi2.sqlite_version}"
