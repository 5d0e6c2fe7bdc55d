"""Plans the published problems that lie beside the checkout, and days made up; prints how near to the best known.

``make bench-planning`` runs all (half an hour), ``make bench-planning ARGS="batching"`` only these.
"""

import os
import sys
from importlib import import_module
from pathlib import Path

MADE_UP = "growing"


def main(names: list[str]) -> int:
    """Runs the families named, all when none is; judges nothing by its exit status."""
    root = Path(__file__).resolve().parents[3]
    sys.path.insert(0, str(root))
    os.chdir(root)
    families = import_module("tests.bench.planning.families").FAMILIES
    known = [*families, MADE_UP]
    if unknown := [name for name in names if name not in known]:
        sys.stderr.write(f"no such family: {', '.join(unknown)}; there are {', '.join(known)}\n")
        return 2
    folder, lines = import_module("tests.app.planning.published").FOLDER, []
    for name in names or known:
        if name != MADE_UP and not folder.is_dir():
            sys.stderr.write(f"{name}: the published problems do not lie beside the checkout, in {folder}\n")
            continue
        sys.stderr.write(f"{name} ...\n")
        lines += import_module("tests.bench.planning.generated").growing() if name == MADE_UP else families[name]()
    table = import_module("tests.bench.planning.lines").as_table(lines)
    loads = " ".join(f"{load:.1f}" for load in os.getloadavg())
    sys.stdout.write(f"{table}\n\nmachine: {os.cpu_count()} processors, load over 1, 5 and 15 minutes {loads}\n")
    for name, pace in [import_module("tests.bench.planning.pace").routes()] if not names or "routing" in names else []:
        sys.stdout.write(f"{name}: {pace:.2f} us a route in the search\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
