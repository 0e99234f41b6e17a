"""What is to do is found by its index: a large site must not be looked through for one day."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Connection, event

from ltm_desktop.storage.event_store import SqlStore
from ltm_desktop.storage.read_models import find_items_come, find_open_items
from tests.contracts.store import record


@pytest.mark.parametrize("find", [find_open_items, find_items_come])
def test_no_list_of_what_is_to_do_looks_through_every_item(
    store: SqlStore, find: Callable[[Connection, date], object]
) -> None:
    record(store)
    asked: list[tuple[str, Any]] = []
    with store._engine.connect() as connection:
        event.listen(
            connection,
            "before_cursor_execute",
            lambda _c, _cursor, words, values, _context, _many: asked.append((words, values)),
        )
        find(connection, date(2026, 3, 2))
        plans = [
            str(step.detail)
            for words, values in [one for one in asked if one[0].startswith("SELECT")]
            for step in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {words}", values)
        ]
    assert any("items_to_do" in step for step in plans)
    assert all("INDEX" in step for step in plans if "items" in step)
