"""A bench whose printer takes a label and never answers; it is killed meanwhile."""

import sys
from pathlib import Path
from threading import Event

from app.domain.clock import SystemClock
from app.services.bench.printing import Printing
from app.services.site import Site
from app.station.printing import PrintWanted


def run(folder: Path, sscc: str) -> None:
    site = Site(folder, "", SystemClock())
    station = site.open_station("ST02")
    printing = Printing(station.desk, "zebra", hang, asks=lambda _job, _parcel: None)
    printing.enqueue(PrintWanted("shipping", sscc, 1, b"^XA^XZ", "zebra"))
    printing.start()
    Event().wait()


def hang(_data: bytes) -> str:
    sys.stdout.write("sending\n")
    sys.stdout.flush()
    Event().wait()
    return "sent"


if __name__ == "__main__":
    run(Path(sys.argv[1]), sys.argv[2])
