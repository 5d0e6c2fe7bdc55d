"""A bench whose printer takes a label and never answers; it is killed meanwhile."""

import sys
from pathlib import Path
from threading import Event

from app.domain.clock import SystemClock
from app.services.bench.printers import LabelPrinter
from app.services.bench.printing import Printing
from app.services.site import Site
from app.station.printing import PrintWanted


class Stuck:
    """A printer that takes a label and never says what became of it."""

    def known(self) -> tuple[LabelPrinter, ...]:
        return (LabelPrinter("PR02ZEBRA", "zebra", "ST02"),)

    def use(self, code: str) -> None: ...

    def send(self, _name: str, _data: bytes) -> str:
        sys.stdout.write("sending\n")
        sys.stdout.flush()
        Event().wait()
        return "sent"


def run(folder: Path, sscc: str) -> None:
    station = Site(folder, "", SystemClock()).open_station("ST02")
    printing = Printing(station.desk, Stuck(), asks=lambda _job, _parcel: None)
    printing.enqueue(PrintWanted("shipping", sscc, 1, b"^XA^XZ", ""))
    printing.start()
    Event().wait()


if __name__ == "__main__":
    run(Path(sys.argv[1]), sys.argv[2])
