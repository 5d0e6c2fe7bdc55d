"""Asks the boards' questions on a site of a million orders and ten million movements, and on a tenth of it.

``make bench-scale`` runs both; ``make bench-scale ARGS="100000"`` only one size, and with a folder behind it
(``ARGS="1000000 /srv/scale"``) the server's files go there. The generator says what it takes in time and disk.
"""

import os
import sys
from importlib import import_module
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.bench.measures import Row, Sample

WHOLE, TENTH = 1_000_000, 100_000
AIM_MS, AIM_GROWTH = 50.0, 1.2


def main(arguments: list[str]) -> int:
    """Runs the sizes named, both when none is."""
    root = Path(__file__).resolve().parents[3]
    sys.path.insert(0, str(root))
    sizes = [int(each) for each in arguments if each.isdigit()] or [TENTH, WHOLE]
    folder = next((Path(each).resolve() for each in arguments if not each.isdigit()), None)
    os.chdir(root)
    measures = import_module("tests.bench.measures")
    found = {size: _measured(size, folder) for size in sizes}
    rows = [row for name in found[sizes[0]] for row in _rows(name, found)]
    loads = " ".join(f"{load:.1f}" for load in os.getloadavg())
    sys.stdout.write(f"{measures.as_table(rows)}\n\nmachine: {os.cpu_count()} processors, load {loads}\n")
    return 0


def _measured(size: int, folder: Path | None) -> "dict[str, Sample]":
    grounds, generator = import_module("tests.bench.site.grounds"), import_module("tests.bench.scale.generator")
    boards, psycopg = import_module("tests.bench.scale.boards"), import_module("psycopg")
    home = import_module("tests.databases.homes").ServerHome
    sys.stderr.write(f"{size:,} orders ...\n")
    settings = {"shared_buffers": "1GB", "max_wal_size": "8GB"}
    with grounds.a_server(folder, **settings) as server, grounds.a_database(home(server)) as central:
        begun = perf_counter()
        with psycopg.connect(grounds.libpq(central), autocommit=True) as db:
            generator.fill(db, size)
            disk = db.execute("SELECT pg_database_size(current_database()) / 1e9").fetchone()[0]
        sys.stderr.write(f"  filled in {perf_counter() - begun:.0f} s, {disk:.1f} GB\n")
        asked: dict[str, Sample] = boards.ask(central)
    return asked


def _rows(name: str, found: "dict[int, dict[str, Sample]]") -> "list[Row]":
    """Gives a row for each size; the smallest one is the floor of the others."""
    row = import_module("tests.bench.measures").Row
    least = found[min(found)][name]
    rows: list[Row] = []
    for size, asked in sorted(found.items()):
        one = asked[name]
        grown = size > min(found)
        aim = f"p99 under {AIM_MS:.0f} ms" + (", p50 within 20 %" if grown else "")
        met = one.p99 < AIM_MS and (not grown or one.p50 <= least.p50 * AIM_GROWTH)
        rows.append(row(f"{name}, {size:,} orders", "ms", one, least if grown else None, aim, met))
    return rows


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
