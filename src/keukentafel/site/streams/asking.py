"""Ask the database: through the rule, as the site's role, at the moment itself."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from psycopg import AsyncConnection
from psycopg_pool import AsyncConnectionPool

from keukentafel.access.live import HEARERS, STAYING, WHO

CONNECTIONS = 3


class Asking:
    """A few connections of this process; a statement each time, nothing is kept between two."""

    def __init__(self, url: str) -> None:
        options = {"autocommit": True, "prepare_threshold": 1}
        self._pool: AsyncConnectionPool[AsyncConnection[Any]] = AsyncConnectionPool(
            url, kwargs=options, min_size=1, max_size=CONNECTIONS, timeout=5, open=False
        )

    async def open(self) -> None:
        """Connect; a database that is away is tried again by itself."""
        await self._pool.open()

    async def close(self) -> None:
        """Hang up."""
        await self._pool.close()

    async def who(self, key: str, dossier: UUID) -> UUID | None:
        """Whose session it is, when they may be in the dossier now. Raises ``psycopg.Error``."""
        rows = await self._rows(WHO, [key, dossier])
        return rows[0][0] if rows else None

    async def hearers(self, keys: Collection[str], dossier: UUID, circle: UUID) -> set[str]:
        """Of these sessions, those that see the circle now. Raises ``psycopg.Error``."""
        return {row[0] for row in await self._rows(HEARERS, [list(keys), dossier, circle])}

    async def staying(self, streams: Collection[tuple[str, UUID]]) -> set[tuple[str, UUID]]:
        """Of these, those who may stay. Raises ``psycopg.Error``."""
        keys, dossiers = [key for key, _ in streams], [dossier for _, dossier in streams]
        return {(row[0], row[1]) for row in await self._rows(STAYING, [keys, dossiers])}

    async def _rows(self, statement: str, values: list[Any]) -> list[Any]:
        async with self._pool.connection() as connection:
            return await (await connection.execute(statement, values, binary=True)).fetchall()
