"""Unfinished forms: in the encrypted store, in a table of their own, never a record.

A draft belongs to one workstation, author, patient and topic; nobody else's query returns it.
That one was thrown away stays known, in ids and times.
"""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, and_, func, select
from sqlalchemy.dialects.sqlite import insert

from ltm_desktop.app.ports import DiscardedDraft, Draft
from ltm_desktop.storage import beside
from ltm_desktop.storage.engine import reading, writing
from ltm_desktop.storage.tables import discarded, drafts

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
            "focus": draft.focus,
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

    def discard(self, workstation: str, author: str, patient_id: str, topic: str, at: str) -> None:
        """Throw a draft away and keep that it was, in one write. Raises Unavailable."""
        whose = (workstation, author, patient_id, topic)
        kept_at = select(drafts.c.saved_at).where(_is(*whose))
        with writing(self._engine) as connection:
            kept = connection.scalar(kept_at)
            if kept is None:
                return
            note = dict(zip(_KEYS, whose, strict=True)) | {"kept_at": kept, "discarded_at": at}
            beside.append(connection, "beside/discarded", note)
            connection.execute(drafts.delete().where(_is(*whose)))

    def discarded(self) -> Sequence[DiscardedDraft]:
        """Return every draft that was thrown away, oldest first."""
        with reading(self._engine) as connection:
            rows = connection.execute(select(discarded).order_by(discarded.c.number)).all()
        return tuple(DiscardedDraft(*row[1:-1]) for row in rows)

    def count_others(self, workstation: str, author: str) -> int:
        """Return how many drafts other people have at one workstation."""
        theirs = and_(drafts.c.workstation == workstation, drafts.c.author != author)
        with reading(self._engine) as connection:
            counted = connection.scalar(select(func.count()).select_from(drafts).where(theirs))
        return int(counted or 0)


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
        row.focus,
    )
