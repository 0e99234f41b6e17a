"""Opening a site's store: the lock, the key, the guards and the witness, in this order.

A store that fails one of them is not opened; the lock is let go again.
"""

import os

from sqlalchemy import Connection, Engine

from ltm_desktop.domain.errors import Unavailable
from ltm_desktop.ledger.entries import Head, genesis
from ltm_desktop.storage.catalogue import check_parts
from ltm_desktop.storage.engine import create_database, open_engine, reading, writing
from ltm_desktop.storage.event_store import SqlStore
from ltm_desktop.storage.folder import SiteFolder
from ltm_desktop.storage.heads import HeadsFile
from ltm_desktop.storage.site_lock import SiteLock
from ltm_desktop.storage.tables import check_tables, create_tables, get_meta, put_meta


def create_store(folder: SiteFolder, data_key: bytes, log: str) -> SqlStore:
    """Make the empty store of a new installation and open it. Raises Unavailable."""
    genesis(log).to_line()
    lock = SiteLock(folder.lock)
    try:
        create_database(folder.store, data_key)
        engine = open_engine(folder.store, data_key, read_only=False)
        with writing(engine) as connection:
            create_tables(connection)
            put_meta(connection, "log", log.encode())
        witness = HeadsFile(folder.heads)
        witness.create()
    except BaseException:
        lock.release()
        raise
    return SqlStore(engine, witness, lock, log)


def open_store(
    folder: SiteFolder, data_key: bytes, *, read_only: bool = False, check: bool = True
) -> SqlStore:
    """Open a store. Raises Unavailable, and ChainBroken when it misses a witnessed head.

    Read-only needs no lock: it may look while another program writes. With `check` off neither
    witness nor guards are asked, for a verifier that wants to say itself what is wrong.
    """
    lock = None if read_only else SiteLock(folder.lock)
    engine: Engine | None = None
    try:
        if not read_only:
            _check_writable(folder)
        engine = open_engine(folder.store, data_key, read_only=read_only)
        with reading(engine) as connection:
            check_tables(connection, guarded=check)
            if check:
                check_parts(connection)
            log = _log(connection)
        store = SqlStore(engine, HeadsFile(folder.heads), lock, log)
        if check:
            store.check_witness()
    except BaseException:
        if engine is not None:
            engine.dispose()
        if lock is not None:
            lock.release()
        raise
    return store


def _check_writable(folder: SiteFolder) -> None:
    """Say at the door what would else be met with the first signature. Raises Unavailable."""
    if not all(os.access(one, os.W_OK) for one in (folder.store, folder.heads)):
        raise Unavailable("storage.read_only_folder")


def _log(connection: Connection) -> str:
    """Return the name of the store's log. Raises Unavailable for one nothing of ours wrote."""
    try:
        log = get_meta(connection, "log").decode()
        Head.from_line(genesis(log).to_line())
    except ValueError:
        raise Unavailable("storage.unreadable") from None
    return log
