"""Programs killed in the middle: nothing acknowledged is lost, nothing half is kept."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ltm_desktop.domain.errors import Unavailable
from ltm_desktop.ledger import chain
from ltm_desktop.ledger.entries import genesis
from ltm_desktop.storage.folder import SiteFolder
from ltm_desktop.storage.opening import create_store, open_store
from tests.contracts.store import record
from tests.ledger.people import LOG, public_key_of
from tests.storage.sites import DATA_KEY

WRITER = Path(__file__).with_name("endless_writer.py")


def writer(folder: SiteFolder, project: Path, what: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(WRITER), str(folder.path), what],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(project)},
    )


def killed_after(child: subprocess.Popen[str], lines: int) -> list[str]:
    """Read what the child acknowledged, kill it without warning, read the rest."""
    assert child.stdout is not None
    said = [child.stdout.readline().strip() for _ in range(lines)]
    child.kill()
    rest = child.stdout.read()
    child.wait()
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            pipe.close()
    return said + [line for line in rest.split("\n")[:-1] if line]


@pytest.mark.slow
def test_a_killed_program_loses_nothing_it_acknowledged(folder: SiteFolder, project: Path) -> None:
    create_store(folder, DATA_KEY, LOG).close()
    acknowledged = 0
    for attempt in range(10):
        said = killed_after(writer(folder, project, "entries"), 1 + attempt * 3)
        assert int(said[-1]) >= acknowledged
        acknowledged = int(said[-1])
        store = open_store(folder, DATA_KEY)
        heads = list(chain.verify(store.entries(), public_key_of, genesis(LOG)))
        assert len(heads) in (acknowledged, acknowledged + 1)
        assert list(store.witnessed()) == heads
        assert [paper[2] for paper in store.paper_digests()] == [head.seq for head in heads]
        acknowledged = len(heads)
        store.close()


def test_a_killed_program_loses_no_draft_it_saved(folder: SiteFolder, project: Path) -> None:
    create_store(folder, DATA_KEY, LOG).close()
    said = killed_after(writer(folder, project, "drafts"), 7)
    store = open_store(folder, DATA_KEY)
    draft = store.drafts().find("desk-1", "nurse.one", "pat-1", "dosing")
    assert draft is not None
    assert int(draft.fields["amount"]) in (int(said[-1]), int(said[-1]) + 1)
    store.close()


def test_two_programs_cannot_both_write(folder: SiteFolder, project: Path) -> None:
    create_store(folder, DATA_KEY, LOG).close()
    first = writer(folder, project, "entries")
    assert first.stdout is not None
    first.stdout.readline()
    with pytest.raises(Unavailable, match="in_use"):
        open_store(folder, DATA_KEY)
    killed_after(first, 1)
    store = open_store(folder, DATA_KEY)
    record(store)
    store.close()
