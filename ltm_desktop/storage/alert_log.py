"""What was shown and what became of it: rows that only grow, in the encrypted store.

Operational facts beside the ledger, linked row by row: nothing here is signed, and nothing
clinical rests on it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields
from typing import Any

from sqlalchemy import Connection, Engine, select

from ltm_desktop.app.ports import AlertRow, AlertState, ShownAlert
from ltm_desktop.storage import beside
from ltm_desktop.storage.engine import reading, writing
from ltm_desktop.storage.tables import alert_log

_PARTS = tuple(one.name for one in fields(ShownAlert))
_SAME = ("patient_id", "act", "code", "evidence")
"""What makes two findings the same alert."""


class SqlAlertLog:
    """The alerts of one store."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def note_shown(self, alerts: Iterable[ShownAlert], at: str) -> None:
        """Keep that alerts are shown, unless they are already or were kept. Raises Unavailable."""
        with writing(self._engine) as connection:
            for alert in dict.fromkeys(alerts):
                before = _state(connection, alert)
                if before is None or before.may_become(AlertState.SHOWN):
                    _append(connection, alert, AlertState.SHOWN, at)

    def note_outcome(self, alerts: Iterable[ShownAlert], state: AlertState, at: str) -> None:
        """Keep what became of alerts that were shown. Raises Unavailable."""
        with writing(self._engine) as connection:
            for alert in dict.fromkeys(alerts):
                before = _state(connection, alert)
                if before is not None and before.may_become(state):
                    _append(connection, alert, state, at)

    def rows(self, patient_id: str = "", act: str = "") -> Sequence[AlertRow]:
        """Return every state, oldest first; of one act where one is named."""
        statement = select(alert_log).order_by(alert_log.c.number)
        if patient_id:
            statement = statement.where(alert_log.c.patient_id == patient_id)
        if act:
            statement = statement.where(alert_log.c.act == act)
        with reading(self._engine) as connection:
            return tuple(_row(row) for row in connection.execute(statement))


def _state(connection: Connection, alert: ShownAlert) -> AlertState | None:
    statement = (
        select(alert_log.c.state)
        .where(*(alert_log.c[part] == getattr(alert, part) for part in _SAME))
        .order_by(alert_log.c.number.desc())
        .limit(1)
    )
    found = connection.scalar(statement)
    return None if found is None else AlertState(found)


def _append(connection: Connection, alert: ShownAlert, state: AlertState, at: str) -> None:
    row = {**asdict(alert), "state": state.value, "at": at}
    beside.append(connection, "beside/alerts", row)


def _row(row: Any) -> AlertRow:
    alert = ShownAlert(*(getattr(row, part) for part in _PARTS))
    return AlertRow(alert, AlertState(row.state), row.at)
