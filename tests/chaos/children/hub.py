"""The headless program of a site, as small as can be: it books what stations tell, and another may wait beside it."""

import logging
import sys
from threading import Event

from app.central.bookkeeper import Bookkeeper
from app.central.engine import open_central
from app.domain.clock import SystemClock


def main() -> None:
    """Reads the database's address and books until it is killed."""
    logging.basicConfig(level=logging.WARNING)
    bookkeeper = Bookkeeper(open_central(sys.argv[1]), SystemClock(), pause_s=0.2)
    bookkeeper.start()
    Event().wait()


if __name__ == "__main__":
    main()
