"""A station that picks as fast as it can until it is killed; it says a thing is done only when it is on the disk."""

import sys
from datetime import UTC, datetime
from pathlib import Path

from app.domain.codes import CheckDigits
from app.domain.deeds import Picked
from app.station.journal import Journal, Note
from app.station.numbers import Numbers
from app.station.printing import Outlet, PrintQueue, PrintWanted
from app.station.store import Store
from app.station.stored import to_json
from app.station.work import Event, Work


def run(path: Path) -> None:
    store = Store(path)
    journal, work, numbers, queue = Journal(store, "ST1"), Work(store), Numbers(store), PrintQueue(store)
    if work.open_work() is None:
        work.claimed("walk", "{}")
        numbers.refill("sscc", 1, 1_000_000)
    n = journal.last_seq
    while True:
        n += 1
        number = numbers.take("sscc")
        deed = Picked(7, 1, n, n, 3, 4, "85123A", "A03-07-B", "TO00001", 1)
        notes: list[Note] = [
            Event(to_json(CheckDigits(str(n)))),
            PrintWanted("shipping", str(n), 1, b"^XA^XZ", "zebra"),
        ]
        (fact,) = journal.append([deed], who="BA0001", now=datetime.now(UTC), notes=notes)
        sys.stdout.write(f"{fact.id} {number}\n")
        sys.stdout.flush()
        job = queue.begin(Outlet("zebra"))
        if job is not None:
            sys.stdout.write(f"printed {job.wanted.parcel}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    run(Path(sys.argv[1]))
