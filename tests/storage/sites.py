"""A synthetic site's facts, a cheap derivation, and what someone with the key could do to it."""

from sqlcipher3 import dbapi2

from ltm_desktop.storage.folder import SiteFacts, SiteFolder
from ltm_desktop.storage.tables import GUARDS
from ltm_desktop.storage.wrapping import Cost

DATA_KEY = bytes(range(100, 132))
CHEAP = Cost(memory_kib=64, passes=1)
FACTS = SiteFacts(
    id="SYN-01",
    kind="demo",
    zone="Asia/Shanghai",
    country="CN",
    created="2026-03-02T10:00:00+08:00",
)


def alter(folder: SiteFolder, *statements: str) -> None:
    """Change the database behind the store's back, as someone with the key could."""
    connection = dbapi2.connect(str(folder.store), isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{DATA_KEY.hex()}'\"")
    for statement in statements:
        connection.execute(statement)
    connection.close()


def update(folder: SiteFolder, table: str, change: str) -> None:
    """Change what only grows, and put its guard back as if nothing had happened."""
    guard = next(guard for guard in GUARDS if f"{table}_no_update" in guard)
    alter(folder, f"DROP TRIGGER {table}_no_update", f"UPDATE {table} SET {change}", guard)  # noqa: S608 - the test is the attacker


def cut_after(folder: SiteFolder, seq: int) -> None:
    connection = dbapi2.connect(str(folder.store), isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{DATA_KEY.hex()}'\"")
    guard = next(guard for guard in GUARDS if "entries_no_delete" in guard)
    connection.execute("DROP TRIGGER entries_no_delete")
    connection.execute("DELETE FROM entries WHERE seq > ?", (seq,))
    connection.execute(guard)
    connection.close()
