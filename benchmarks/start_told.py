"""What one start tells of itself: phases with wall clock, processor time and memory, as JSON."""

import json
import os
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Told:
    """What is known of this start so far; `began` is the monotonic clock of whoever started it."""

    began: float
    phases: list[dict[str, float | str]] = field(default_factory=list)
    modules: list[str] = field(default_factory=list)

    def note(self, phase: str) -> None:
        """Keep when a phase ended, and what it had cost by then."""
        self.phases.append(
            {
                "phase": phase,
                "wall_ms": (time.perf_counter() - self.began) * 1000,
                "cpu_ms": time.process_time() * 1000,
                "rss_mib": resident(),
                "modules": len(sys.modules),
            }
        )

    def end(self) -> None:
        """Say it all, and be gone: what closing costs is no part of a start."""
        sys.stdout.write(json.dumps({"phases": self.phases, "modules": self.modules}) + "\n")
        sys.stdout.flush()
        os._exit(0)


def resident() -> float:
    """Return the memory of this process that is in the machine, MiB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20
