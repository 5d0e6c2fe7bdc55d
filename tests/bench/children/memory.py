"""Works a while, then prints the memory it holds.

``station FOLDER`` scans at one window, ``demo FOLDER`` plays a small shift.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

import main as program
from tests.bench.scene import a_floor, open_day

SCANS, ORDERS = 400, 6


def main() -> int:
    """Works."""
    what, folder = sys.argv[1], Path(sys.argv[2])
    if what == "station":
        _scan(folder)
        return 0
    status = program.main(["--data", str(folder), "demo", "--orders", str(ORDERS)])
    _tell()
    return status


def _scan(folder: Path) -> None:
    site = open_day(folder)
    site.start_booking()
    with a_floor(site) as floor:
        for _ in range(SCANS):
            floor.pick()
        _tell()
    site.close()


def _tell() -> None:
    """Prints what the process holds now and held at most, in kB, as Linux counts it."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    now, most = (next(line.split()[1] for line in lines if line.startswith(key)) for key in ("VmRSS", "VmHWM"))
    sys.stdout.write(f"memory {now} {most}\n")


if __name__ == "__main__":
    sys.exit(main())
