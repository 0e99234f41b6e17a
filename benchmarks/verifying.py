"""One full verification in a process of its own: its time, its entries and its memory as JSON."""

import json
import resource
import sys
import time
from pathlib import Path

from ltm_desktop.app.demo.cast import ADMINISTRATOR, DEMO_SECRET
from ltm_desktop.app.verification import verify_site
from ltm_desktop.storage.folder import open_site
from ltm_desktop.storage.key_file import KeyFile
from ltm_desktop.storage.opening import open_store


def main(arguments: list[str]) -> int:
    """Verify a site and print what it took; 1 where it does not hold."""
    folder = open_site(Path(arguments[0]))
    data_key = KeyFile(folder.keys).unlock(ADMINISTRATOR, DEMO_SECRET).data_key
    store = open_store(folder, data_key, read_only=True)
    began = time.perf_counter()
    verdict = verify_site(store)
    told = {
        "seconds": time.perf_counter() - began,
        "entries": verdict.entries,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    store.close()
    sys.stdout.write(json.dumps(told))
    return 0 if verdict.intact else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
