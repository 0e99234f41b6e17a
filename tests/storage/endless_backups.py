"""Backs a site up again and again until it is killed, saying each one only once it is proven."""

import sys
from datetime import UTC, datetime
from pathlib import Path

from ltm_desktop.app.backups import Keeping
from ltm_desktop.storage.backup import Source
from ltm_desktop.storage.folder import open_site
from ltm_desktop.storage.opening import open_store
from ltm_desktop.storage.site_backups import SiteBackups

if __name__ == "__main__":
    folder, data_key = open_site(Path(sys.argv[1])), bytes.fromhex(sys.stdin.readline())
    backups = SiteBackups(Source(folder, open_store(folder, data_key), data_key))
    # none goes by rotation: what was said to be made is looked for afterwards
    backups.keep(Keeping(newest=1000))
    while True:
        made = backups.make(datetime.now(UTC))
        sys.stdout.write(f"{made.path.name}\n")
        sys.stdout.flush()
