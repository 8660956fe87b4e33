"""The connections that a process of Django's has with the database, whichever of them the next request takes."""

from typing import Any

from django.db import connection


def all_connections() -> list[Any]:
    """Every psycopg connection of the pool, or the one that stays where there is no pool."""
    pool = getattr(connection, "pool", None)
    if pool is None:
        connection.ensure_connection()
        return [connection.connection]
    pool.open()
    taken = [pool.getconn() for _ in range(pool.get_stats()["pool_size"])]
    for one in taken:
        pool.putconn(one)
    return taken
