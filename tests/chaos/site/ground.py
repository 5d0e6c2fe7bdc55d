"""The ground of a day: the server, its site, the backup of last night, and the morning's orders."""

import random
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from app.central.engine import Central, open_central
from app.central.rights.logins import Duty, add_login
from app.domain.clock import SystemClock
from app.services.site import Site
from tests.builders import PACKER, SHELVES, SKUS, SUPERVISOR, furnished, order, pin_of, shelf_of
from tests.chaos.site.crew import DATABASE
from tests.databases.server import Server

_GAP = 1_000_000
_ON_FLOOR = "'open', 'reserved', 'released', 'picking', 'picked', 'packing'"
_BACKUP, _FRESH = "last_night", "fresh"


def lay_out(server: Server, folder: Path, seed: int, *, orders: int, badges: Sequence[str]) -> None:
    """Makes the site's database with people, stock and orders; of some items there is too little."""
    server.sql(f"CREATE DATABASE {DATABASE}")
    dice = random.Random(seed)  # noqa: S311 - no secret
    wanted = {
        str(500_000 + n): {sku: dice.choice([1, 1, 2, 3, 7]) for sku in dice.sample(SKUS, dice.choice([1, 2, 3]))}
        for n in range(orders)
    }
    units = sum(sum(lines.values()) for lines in wanted.values())
    stock = {(shelf_of(sku), sku): max(1, units // len(SKUS)) for sku in SKUS}
    stock |= {(SHELVES[(at + 5) % 12], sku): max(1, units // (4 * len(SKUS))) for at, sku in enumerate(SKUS)}
    site = furnished(Site(folder, server.url(DATABASE), SystemClock()), stock=stock)
    rows = [f"{badge},Picker {badge},picker,en" for badge in badges if badge not in {PACKER, SUPERVISOR}]
    assert not site.import_file("people", "more.csv", "\n".join(["badge,name,role,language", *rows]).encode()).rejected
    order(site, wanted)
    pin_of(site, SUPERVISOR)
    site.close()


def register(server: Server, duties: Mapping[str, Duty]) -> None:
    """Gives every station and the hub a role of its own at the server, with the rights of its duty and no more."""
    with the_centre(server) as centre:
        for code, duty in duties.items():
            add_login(centre, code, duty, password=None, now=SystemClock().now())


def back_up(server: Server) -> None:
    """Copies the whole database as it is now."""
    with _alone(server):
        server.sql(f"CREATE DATABASE {_BACKUP} TEMPLATE {DATABASE}")


def restore(server: Server) -> None:
    """Puts the copy in the place of the database.

    As the command ``restore`` does it, numbers that were given away since the backup are not given again, and who was
    let in is let in again.
    """
    server.sql(f"CREATE DATABASE {_FRESH} TEMPLATE {_BACKUP}")
    growing = "SELECT c.oid::regclass::text FROM pg_class c WHERE c.relkind = 'S'"
    for (name,) in server.ask(growing, _FRESH):
        server.sql(f"SELECT setval('{name}', nextval('{name}') + {_GAP})", database=_FRESH)
    server.sql(f"UPDATE number_range SET next = next + {_GAP}", database=_FRESH)  # noqa: S608 - a number of our own
    doors = f"(SELECT datacl FROM pg_database WHERE datname = '{DATABASE}')"  # noqa: S608 - a name of our own
    server.sql(f"UPDATE pg_database SET datacl = {doors} WHERE datname = '{_FRESH}'")  # noqa: S608 - the same
    with _alone(server):
        server.sql(f"ALTER DATABASE {DATABASE} RENAME TO lost", f"ALTER DATABASE {_FRESH} RENAME TO {DATABASE}")


@contextmanager
def the_centre(server: Server) -> Iterator[Central]:
    """Opens the site's database past every proxy."""
    central = open_central(server.url(DATABASE))
    try:
        yield central
    finally:
        central.close()


@contextmanager
def _alone(server: Server) -> Iterator[None]:
    names = f"('{DATABASE}', '{_FRESH}')"
    server.sql(
        f"ALTER DATABASE {DATABASE} ALLOW_CONNECTIONS false",
        f"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname IN {names}",  # noqa: S608 - names of our own
    )
    try:
        yield
    finally:
        server.sql(f"ALTER DATABASE {DATABASE} ALLOW_CONNECTIONS true")


def moving(central: Central) -> tuple[object, ...]:
    """Gives what is still under way: facts that wait, live walks, orders on the floor, closed parcels; all 0 at rest.

    The last number only tells whether anything happens at all.
    """
    return tuple(_counts(central))


def _counts(central: Central) -> list[object]:
    questions = (
        "SELECT count(*) FROM fact WHERE booked_at IS NULL",
        "SELECT count(*) FROM walk WHERE state IN ('open', 'claimed', 'waiting')",
        f"SELECT count(*) FROM sales_order WHERE state IN ({_ON_FLOOR})",  # noqa: S608 - words of our own
        "SELECT count(*) FROM parcel WHERE state = 'closed'",
        "SELECT count(*) FROM fact",
    )
    with central.reading() as connection:
        return [connection.scalar(sa.text(question)) for question in questions]
