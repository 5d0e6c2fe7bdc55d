"""Several searches side by side: the loops let other threads run, so that every processor has work."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

CREW = 2
"""Searches side by side. Always as many, since a plan must not depend on how many processors a computer has."""


def together(*jobs: Callable[[], None]) -> None:
    """Does jobs at the same time and waits for all of them."""
    with ThreadPoolExecutor(len(jobs)) as threads:
        for done in [threads.submit(job) for job in jobs]:
            done.result()
