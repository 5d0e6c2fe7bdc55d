"""Hands each command what it was asked for on the command line."""

from argparse import Namespace
from pathlib import Path

from app.commands.centre import hub
from app.commands.house import open_site


def run(folder: Path, options: Namespace) -> int:
    """Runs ``hub``, ``backup`` or ``restore``.

    Returns:
        The exit code of the command.

    Raises:
        Unavailable: What it needs cannot be used or reached.
    """
    return hub.run(lambda: open_site(folder, options.database), once=options.once, as_json=options.json)
