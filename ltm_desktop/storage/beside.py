"""Logs beside the ledger: operational rows that only grow, each linked to the one before.

Every ledger entry names the newest link it had seen, so a row changed or taken away after that
is found by verification, whoever held the data key. Refuses nothing; it only tells.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, Table, select

from ltm_desktop.app.ports import BesideRow
from ltm_desktop.ledger.canonical import NotCanonical, digest, encode
from ltm_desktop.storage.tables import alert_log, discarded

LOGS: Mapping[str, Table] = {"beside/alerts": alert_log, "beside/discarded": discarded}
"""The logs by the name an entry gives their links."""


def append(connection: Connection, log: str, values: Mapping[str, str]) -> None:
    """Add a row, linked to the newest."""
    number, link = _newest(connection, LOGS[log])
    row = {"number": number + 1, **values}
    connection.execute(LOGS[log].insert().values(**row, link=_link(log, link, row)))


def heads(connection: Connection) -> dict[str, str]:
    """Return the newest link of every log that has rows."""
    newest = ((log, _newest(connection, table)[1]) for log, table in LOGS.items())
    return {log: link for log, link in newest if link}


def walk(connection: Connection, log: str) -> Iterator[BesideRow]:
    """Yield every row, oldest first, and whether its link follows from it and those before."""
    table = LOGS[log]
    names = [column.name for column in table.columns if column.name != "link"]
    number, link = 0, ""
    for row in connection.execute(select(table).order_by(table.c.number)):
        told = {name: getattr(row, name) for name in names}
        holds = row.number == number + 1 and row.link == _follows(log, link, told)
        number, link = row.number, row.link
        yield BesideRow(log, row.number, row.link, holds=holds)


def _newest(connection: Connection, table: Table) -> tuple[int, str]:
    statement = select(table.c.number, table.c.link).order_by(table.c.number.desc()).limit(1)
    row = connection.execute(statement).one_or_none()
    return (0, "") if row is None else (row.number, row.link)


def _follows(log: str, before: str, row: Mapping[str, Any]) -> str | None:
    """Return the link a row as it stands would have; None for one nothing of ours could write."""
    try:
        return _link(log, before, row)
    except NotCanonical:
        return None


def _link(log: str, before: str, row: Mapping[str, Any]) -> str:
    return digest(encode({"before": before, "log": log, "row": dict(row)}))
