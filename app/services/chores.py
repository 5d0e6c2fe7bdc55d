"""What is done once the window is shown because nobody waits for it: on a thread of its own, one after another."""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from app.domain.codes.elements import elements
from app.domain.errors import Unavailable
from app.labels import KINDS, LabelError, Templates, make_label
from app.language import LANGUAGES

log = logging.getLogger(__name__)

Chore = Callable[[], object]


class Chores:
    """One thread for what can wait, such as sheets of labels that somebody prints some day."""

    def __init__(self) -> None:
        """Starts with no thread; the first chore makes it."""
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="chores")

    def add(self, *chores: Chore) -> None:
        """Queues chores; one that fails is logged, and the next one is done all the same."""
        for chore in chores:
            self._pool.submit(_do, chore)

    def close(self) -> None:
        """Finishes the chore under way and forgets the others; they are given again at the next start."""
        self._pool.shutdown(wait=True, cancel_futures=True)


def first_uses() -> tuple[Chore, ...]:
    """Gives chores that load what the first GS1 barcode and the first labels would have to wait for.

    What they load is not imported at the start, because it takes as long as half of everything else.
    """
    return (lambda: elements("0109520000123451"), *(_example(*each) for each in _EXAMPLES))


_EXAMPLES = (
    ("shipping", "zpl"),
    ("logistic", "pdf"),  # with GS1 barcodes
    ("place", "pdf"),
)


def _example(kind: str, form: str) -> Chore:
    sample = KINDS[kind].sample
    return lambda: make_label(kind, sample(LANGUAGES[0]), form=form, templates=Templates())


def _do(chore: Chore) -> None:
    try:
        chore()
    except (OSError, LabelError, Unavailable) as error:
        log.warning("a chore could not be done: %s", error)
    except Exception:
        log.exception("a chore failed")
