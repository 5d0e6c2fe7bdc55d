"""What a station's process holds in memory, as Linux counts it."""

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.measures import ROOT, Found, Row, Sample
from tests.bench.scene import open_day

AIM_MB = 200
_HERE = ROOT / "tests" / "bench" / "children"


def measure() -> Found:
    """Measures one station after some hundred scans, a whole small shift of six stations, and a bare Qt window."""
    with TemporaryDirectory(prefix="bench-") as parent:
        folder = Path(parent) / "floor"
        open_day(folder).close()
        alone = _held("memory", "station", folder)
        shift = _held("memory", "demo", Path(parent) / "demo")
        bare = _held("bare", folder)
    rows = (
        Row("memory of one station (end, peak)", "MB", alone, bare, f"under {AIM_MB} MB", alone.p99 < AIM_MB),
        Row("memory of the demo, 6 stations (end, peak)", "MB", shift, bare),
    )
    return Found(rows, ("memory: the columns p50 and p99 hold resident memory at the end and at its peak",))


def _held(child: str, *words: str | Path) -> Sample:
    asked = [sys.executable, _HERE / f"{child}.py", *words]
    told = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
    _, now, most = next(line for line in told.splitlines() if line.startswith("memory ")).split()
    return Sample(int(now) / 1024, int(most) / 1024)
