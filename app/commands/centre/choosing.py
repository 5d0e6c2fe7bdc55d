"""Hands each command what it was asked for on the command line."""

from argparse import Namespace
from pathlib import Path

from app.commands.centre import backups, hub
from app.commands.house import open_site


def run(folder: Path, options: Namespace) -> int:
    """Runs ``hub``, ``backup`` or ``restore``.

    Returns:
        The exit code of the command.

    Raises:
        Unavailable: What it needs cannot be used or reached.
    """
    database = options.database or ""
    if options.command == "hub":
        return hub.run(lambda: open_site(folder, database), once=options.once, as_json=options.json)
    file = Path(options.file).expanduser().absolute()
    if options.command == "backup":
        return backups.backup(folder, database, file, as_json=options.json)
    return backups.restore(folder, database, file, replace=options.replace, as_json=options.json)
