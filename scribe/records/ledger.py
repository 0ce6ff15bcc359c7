"""The encrypted database and its audit: nothing is written without the rows that tell of it, in one transaction."""

from collections.abc import Callable
from typing import TypeVar

from scribe.records import audit
from scribe.records.audit import AuditRow, Head
from scribe.records.connection import Connection, Db
from scribe.records.keys import Keys

T = TypeVar("T")

ACTOR = "scribe"
"""Who the audit names for what the daemon does by itself."""


class Ledger:
    """Every method is one transaction: done and on the disk when it returns, or not done. All raise StoreError."""

    def __init__(self, connection: Connection, keys: Keys) -> None:
        self._connection = connection
        self._keys = keys
        self._head: Head | None = None
        self._head_readers: list[Callable[[Head], None]] = []

    @property
    def keys(self) -> Keys:
        return self._keys

    async def ask(self, work: Callable[[Db], T]) -> T:
        """One of this room's readers (`past`, `clients`, `removal.log`) on one consistent state."""
        return await self._connection.read(work)

    async def change(self, work: Callable[[Db], T], actor: str, action: str, subject: str | None = None) -> T:
        """One of this room's writers, with its audit row in the same transaction."""

        def audited(db: Db) -> T:
            result = work(db)
            self._note_in_audit(db, actor, action, subject)
            return result

        return await self._write(audited)

    async def _write(self, work: Callable[[Db], T]) -> T:
        """One transaction; afterwards the audit's head is told to who keeps it elsewhere."""
        result, head = await self._connection.write(lambda db: (work(db), audit.head(db)))
        if head is not None and head != self._head:
            self._head = head
            for reader in tuple(self._head_readers):
                reader(head)
        return result

    async def audit(self, actor: str, action: str, session_id: str | None) -> None:
        """`actor` is a device's or program's name, `action` a plain phrase; neither may hold what was said."""
        await self._write(lambda db: self._note_in_audit(db, actor, action, session_id))

    def _note_in_audit(self, db: Db, actor: str, action: str, subject: str | None) -> None:
        pseudonym = self._keys.pseudonym(subject) if subject is not None else None
        audit.add(db, self._keys.audit, actor, action, pseudonym)

    def on_head(self, reader: Callable[[Head], None]) -> None:
        """Tell `reader` the audit's head whenever it has moved: kept elsewhere, it shows when rows are cut off."""
        self._head_readers.append(reader)

    @property
    def head(self) -> Head | None:
        """The audit's, as of this store's last write; None before the first."""
        return self._head

    async def audit_head(self) -> Head | None:
        return await self._connection.read(audit.head)

    async def audit_rows(self) -> list[AuditRow]:
        """Oldest first."""
        return await self._connection.read(audit.rows)
