"""Unfinished forms: in the encrypted store, in a table of their own, never a record.

A draft belongs to one workstation, author, patient and topic; nobody else's query returns it.
"""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, and_, select
from sqlalchemy.dialects.sqlite import insert

from ltm_desktop.app.ports import Draft
from ltm_desktop.storage.engine import reading, writing
from ltm_desktop.storage.tables import drafts

_KEYS = ("workstation", "author", "patient_id", "topic")


class SqlDrafts:
    """The drafts of one store."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def save(self, draft: Draft) -> None:
        """Keep a form as it stands, durably. Raises Unavailable."""
        content = {
            "fields": json.dumps(dict(draft.fields), ensure_ascii=False),
            "saved_at": draft.saved_at,
            "instant": int(datetime.fromisoformat(draft.saved_at).timestamp() * 1000),
        }
        keys = {key: getattr(draft, key) for key in _KEYS}
        statement = insert(drafts).values(**keys, **content)
        with writing(self._engine) as connection:
            connection.execute(statement.on_conflict_do_update(index_elements=_KEYS, set_=content))

    def find(self, workstation: str, author: str, patient_id: str, topic: str) -> Draft | None:
        """Return the draft of one form."""
        statement = select(drafts).where(_is(workstation, author, patient_id, topic))
        with reading(self._engine) as connection:
            row = connection.execute(statement).one_or_none()
        return None if row is None else _draft(row)

    def of(self, workstation: str, author: str) -> Sequence[Draft]:
        """Return a person's drafts at one workstation, newest first."""
        statement = (
            select(drafts)
            .where(drafts.c.workstation == workstation, drafts.c.author == author)
            .order_by(drafts.c.instant.desc(), drafts.c.patient_id, drafts.c.topic)
        )
        with reading(self._engine) as connection:
            return tuple(_draft(row) for row in connection.execute(statement))

    def drop(self, workstation: str, author: str, patient_id: str, topic: str) -> None:
        """Forget a draft. Raises Unavailable."""
        with writing(self._engine) as connection:
            connection.execute(drafts.delete().where(_is(workstation, author, patient_id, topic)))


def _is(*values: str) -> Any:
    return and_(*(drafts.c[key] == value for key, value in zip(_KEYS, values, strict=True)))


def _draft(row: Any) -> Draft:
    return Draft(
        row.workstation,
        row.author,
        row.patient_id,
        row.topic,
        json.loads(row.fields),
        row.saved_at,
    )
