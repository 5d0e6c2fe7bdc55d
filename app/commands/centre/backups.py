"""``backup`` and ``restore``: the central database to a file, and back."""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from app.central.backup import restore as put_back
from app.central.backup import take
from app.central.engine import Central, open_central
from app.commands.house import UnusableError, check_address, ready_folder
from app.commands.output import Output

_FACTS, _ORDERS = "fact", "sales_order"


def backup(folder: Path, database: str, file: Path, *, as_json: bool) -> int:
    """Writes a backup of the central database to a file.

    Returns:
        0: it is whole; anything else is raised.

    Raises:
        Unavailable: The database cannot be read, or the file not written.
    """
    out = Output(as_json=as_json)
    with closing(_door(folder, database)) as central:
        made = take(central, file, datetime.now(UTC))
    counts = {"facts": made.counts.get(_FACTS, 0), "orders": made.counts.get(_ORDERS, 0)}
    out.line(out.say("backup.done", file=file, size=file.stat().st_size, **counts))
    out.result({"file": str(file), "kind": made.kind, "schema": made.schema, "sha256": made.sha256, **counts})
    return 0


def restore(folder: Path, database: str, file: Path, *, replace: bool, as_json: bool) -> int:
    """Puts a backup back and proves it.

    Returns:
        0 when the books that came back are right, 1 when a rule does not hold.

    Raises:
        Unavailable: The backup does not fit, or its place cannot be used; nothing was changed.
    """
    out = Output(as_json=as_json)
    with closing(_door(ready_folder(folder), database)) as central:
        came = put_back(central, file, datetime.now(UTC), replace=replace, address=database)
    counts = {"facts": came.manifest.counts.get(_FACTS, 0), "orders": came.manifest.counts.get(_ORDERS, 0)}
    out.line(out.say("restore.done", made=came.manifest.made_at[:19], **counts))
    if came.kept:
        out.line(out.say("restore.kept", kept=came.kept))
    for each in came.violations:
        out.line(f"  ! {out.say(f'check.{each.rule}', **each.detail)}")
    bad = len(came.violations)
    out.line(out.say("command.check_bad", count=bad) if bad else out.say("command.check_good"))
    out.line(out.say("restore.next"))
    out.result({"ok": not bad, "kept": came.kept, "incarnation": came.identity, "violations": bad, **counts})
    return 1 if bad else 0


def _door(folder: Path, database: str) -> Central:
    """Opens the place of the database without bringing its tables up to date: a backup is what is there."""
    if database:
        check_address(database)
    try:
        return open_central(database or f"sqlite:///{folder / 'central.db'}")
    except ValueError as error:
        raise UnusableError("command.bad_database", url=database) from error
