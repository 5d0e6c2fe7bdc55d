"""Many days, one after the other, each on a seed of its own: ``make chaos ARGS="--seeds 1-20 --seconds 40"``."""

import argparse
import os
import shutil
import sys
import traceback
from pathlib import Path
from tempfile import mkdtemp
from time import monotonic

from tests.app.central.promises.warehouse import Warehouse
from tests.chaos.contention import claim_all, oversell
from tests.chaos.day import Day, a_day, roles_of
from tests.chaos.script import script
from tests.chaos.site.ground import the_centre
from tests.chaos.verdict import Verdict, judge
from tests.databases.homes import FileHome, Home, ServerHome
from tests.databases.server import Server

_ORDERS_A_SECOND = 3


def one_day(folder: Path, seed: int, *, stations: int, seconds: float) -> Verdict:
    """Lives one day by its seed and judges it."""
    roles = roles_of(stations)
    orders = max(20, int(seconds * _ORDERS_A_SECOND * stations / 8))
    troubles = script(seed, tuple(roles), seconds)
    with a_day(Day(folder, seed, roles, orders, troubles)) as day:
        day.live()
        with the_centre(day.server) as central:
            found = judge(central, folder, [*roles, "ST00"], happened=day.happened)
        found.faults += day.denials()
        return found


def main() -> int:
    """Runs the seeds that are asked for; prints a line for each and the sum."""
    os.environ["PASILLO_SECRETS"] = "file"  # no run opens the safe of whoever starts it
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", default="1-20", help="one seed, or the first and the last: 1-20; 0 for none")
    parser.add_argument("--stations", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=40.0)
    parser.add_argument("--rounds", type=int, default=200, help="of many clients wanting the last units; 0 for none")
    parser.add_argument("--walks", type=int, default=10_000, help="that many clients claim; 0 for none")
    asked = parser.parse_args()
    oversold = _oversold(asked.rounds, asked.walks)
    first, _, last = asked.seeds.partition("-")
    seeds = range(int(first) or 1, int(last or first) + 1)
    failed = sum(not _passed(seed, asked) for seed in seeds)
    say(f"{len(seeds) - failed} seeds passed, {failed} failed")
    return 1 if failed or oversold else 0


def _oversold(rounds: int, walks: int) -> bool:
    """Lets many clients want the same things on both databases; tells whether anything was promised twice."""
    folder, server = Path(mkdtemp(prefix="pasillo-chaos-files-")), Server()
    try:
        server.make()
        server.start()
        homes: tuple[Home, ...] = (FileHome(folder), ServerHome(server))
        return sum(not _contended(home, rounds, walks) for home in homes) > 0
    finally:
        server.close()
        shutil.rmtree(folder)


def _contended(home: Home, rounds: int, walks: int) -> bool:
    url = home.template("contended", lambda central: Warehouse(central).furnish())
    try:
        if rounds:
            units = oversell(home.copy(url), rounds=rounds)
            say(f"{home.dialect}: {units} units promised in {rounds} rounds, none twice")
        if walks:
            say(f"{home.dialect}: {claim_all(home.copy(url), walks=walks)}")
    except Exception:  # noqa: BLE001 - the rest is to be seen all the same
        say(f"{home.dialect}: {traceback.format_exc()}")
        return False
    return True


def _passed(seed: int, asked: argparse.Namespace) -> bool:
    """Lives one day, says how it ended, and keeps the files of one that ended badly."""
    folder, begun = Path(mkdtemp(prefix=f"pasillo-chaos-{seed}-")), monotonic()
    try:
        verdict = one_day(folder, seed, stations=asked.stations, seconds=asked.seconds)
        good, words = not verdict.faults, str(verdict)
    except Exception:  # noqa: BLE001 - the other seeds are to be seen all the same
        good, words = False, traceback.format_exc()
    if good:
        shutil.rmtree(folder)
    else:
        words += f" (see {folder})"
    say(f"seed {seed}: {'passed' if good else 'FAILED'} in {monotonic() - begun:.0f} s: {words}")
    return good


def say(line: str) -> None:
    """Prints a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
