"""From starting the program to the painted sign-in screen: the whole process, by the clock of who started it."""

import subprocess
import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from tests.bench.measures import ROOT, Found, Row, Sample

RUNS, AIM_S, TOP = 7, 1.5, 10
_HERE = ROOT / "tests" / "bench" / "children"


def measure() -> Found:
    """Measures first starts (a new folder each), later starts and a bare Qt window's start, in turn."""
    first, later, bare = [], [], []
    with TemporaryDirectory(prefix="bench-") as parent:
        for run in range(RUNS):
            folder = Path(parent) / str(run)
            folder.mkdir()
            first.append(started("start", folder))
            bare.append(started("bare", folder))
            later.append(started("start", folder))
        imports = _imports(folder)
    rows = (_row("first start to sign-in (new data)", first, bare), _row("later start to sign-in", later, bare))
    return Found(rows, (f"start: {RUNS} runs each, file cache warm", *imports))


def started(what: str, folder: Path) -> float:
    """Starts a child and gives the seconds until it says that it has painted."""
    begun = perf_counter()
    with subprocess.Popen(
        [sys.executable, str(_HERE / f"{what}.py"), str(folder)], stdout=subprocess.PIPE, text=True
    ) as child:
        if child.stdout is None or not any(line == "painted\n" for line in child.stdout):
            raise RuntimeError(f"{what} ended without a picture")
        seconds = perf_counter() - begun
        child.stdout.read()  # it says more, and must not meet a closed pipe
    return seconds


def _row(name: str, values: list[float], floor: list[float]) -> Row:
    ours = Sample.of(values)
    return Row(name, "s", ours, Sample.of(floor), f"p50 under {AIM_S} s", ours.p50 < AIM_S)


def _imports(folder: Path) -> tuple[str, ...]:
    """Asks Python where importing takes its time; that mode is slower itself, only the shares mean something."""
    asked = [sys.executable, "-X", "importtime", str(_HERE / "start.py"), str(folder)]
    told = subprocess.run(asked, capture_output=True, text=True, check=True).stderr
    own, whole = Counter[str](), Counter[str]()
    for line in told.splitlines():
        parts = line.removeprefix("import time:").split("|")
        if line.startswith("import time:") and parts[0].strip().isdigit():
            name = parts[2].strip()
            own[_room(name)] += int(parts[0])
            whole[name] = int(parts[1])
    total = sum(own.values())
    return (
        f"imports take {total / 1000:.0f} ms; by package: " + _said(own),
        "the largest imports with all they bring along: " + _said(whole),
    )


def _room(name: str) -> str:
    parts = name.split(".")
    return ".".join(parts[:2]) if parts[0] in {"app", "ui", "PySide6"} else parts[0]


def _said(times: Counter[str]) -> str:
    return ", ".join(f"{name} {micros / 1000:.0f} ms" for name, micros in times.most_common(TOP))
