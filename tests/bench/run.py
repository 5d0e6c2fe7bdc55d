"""Runs the benchmarks and prints one table; it judges nothing by its exit status.

``python tests/bench/run.py`` runs all, ``python tests/bench/run.py scan start`` only these.
"""

import os
import sys
from importlib import import_module
from pathlib import Path

BENCHES = {
    **{name: f"tests.bench.bench_{name}" for name in ("start", "memory", "journal", "reserve", "booking", "wire")},
    **{name: f"tests.bench.bench_{name}" for name in ("scan", "labels")},
    "walking": "tests.bench.planning.bench_walking",
    "import": "tests.bench.site.bench_import",
    "site-reserve": "tests.bench.site.bench_reserve",
    "telling": "tests.bench.site.bench_telling",
    "claim": "tests.bench.site.bench_claim",
}


def main(names: list[str]) -> int:
    """Runs the benchmarks named, all when none is."""
    root = Path(__file__).resolve().parents[2]
    sys.path.insert(0, str(root))
    os.chdir(root)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    unknown = [name for name in names if name not in BENCHES]
    if unknown:
        sys.stderr.write(f"no such benchmark: {', '.join(unknown)}; there are {', '.join(BENCHES)}\n")
        return 2
    _run(names or list(BENCHES))
    return 0


def _run(names: list[str]) -> None:
    measures = import_module("tests.bench.measures")
    rows, notes = [], []
    for name in names:
        sys.stderr.write(f"{name} ...\n")
        found = import_module(BENCHES[name]).measure()
        rows += found.rows
        notes += found.notes
    rows_, loads = measures.as_table(rows), " ".join(f"{load:.1f}" for load in os.getloadavg())
    sys.stdout.write(f"{rows_}\n\nmachine: {os.cpu_count()} processors, load over 1, 5 and 15 minutes {loads}\n")
    for note in notes:
        sys.stdout.write(f"\n{note}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
