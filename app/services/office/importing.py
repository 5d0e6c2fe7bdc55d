"""Bringing a file in: orders, items, places, people and counted stock, of any kind Pasillo reads."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.central.audit import By
from app.central.engine import Central
from app.central.promises.intake import Source, store
from app.central.reads.told_stock import told_stock
from app.channels import CHANNELS
from app.domain.deeds import Counted, Deed, Stocked
from app.domain.intake import Ignored, Rejected, StockDraft
from app.services.office.uncollected import uncollected

SYSTEM = By()
"""Nobody in particular."""

Tell = Callable[[Sequence[Deed]], None]
"""Journals deeds at the importing station; stock moves only by facts."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of a file.

    Attributes:
        file: Its name.
        orders_new: Orders that were not known.
        orders_unchanged: Orders known with the same content.
        orders_changed: Orders known with another content: untouched, shown to a supervisor.
        orders_cancelled: Orders this file cancelled.
        lines: Order lines stored.
        drafts: Items nobody has described yet.
        stock_rows: Counts that were news.
        rows_read: Data rows in the file; each is taken, rejected or ignored.
        rows_taken: Rows that asked for something.
        rows_rejected: Rows with a mistake.
        rows_ignored: Rows that ask for nothing here.
        rejected: The mistakes, with the sentence to each.
        ignored: Why rows were ignored.
    """

    file: str
    orders_new: int
    orders_unchanged: int
    orders_changed: int
    orders_cancelled: int
    lines: int
    drafts: int
    stock_rows: int
    rows_read: int
    rows_taken: int
    rows_rejected: int
    rows_ignored: int
    rejected: tuple[Rejected, ...]
    ignored: tuple[Ignored, ...]


@uncollected()
def import_file(
    centre: Central,
    channel: str,
    file: str,
    data: bytes,
    *,
    now: datetime,
    tell: Tell,
    by: By = SYSTEM,
) -> ImportReport:
    """Reads a file and takes over what is new in it; importing the same file again changes nothing.

    Args:
        centre: The central database.
        channel: What kind of file it is, a key of ``CHANNELS``.
        file: Its name, for messages.
        data: All its bytes.
        now: The time.
        tell: Journals the stock that was counted.
        by: Who imports, and the station whose journal it is; what it told before must have reached the centre.

    Raises:
        KeyError: There is no such channel.
        Unavailable: The centre or the journal does not answer; import again.
    """
    intake = CHANNELS[channel](file, data)
    stored = store(centre, intake, Source(channel, file, by.badge, by.station), now)
    return ImportReport(
        file=file,
        orders_new=stored.orders_new,
        orders_unchanged=stored.orders_unchanged,
        orders_changed=stored.orders_changed,
        orders_cancelled=stored.orders_cancelled,
        lines=stored.lines,
        drafts=stored.drafts,
        stock_rows=_tell_stock(centre, by.station, stored.stock, tell),
        rows_read=intake.rows_read,
        rows_taken=intake.rows_taken,
        rows_rejected=intake.rows_rejected,
        rows_ignored=intake.rows_ignored,
        rejected=(*intake.rejected, *stored.refused),
        ignored=intake.ignored,
    )


def _tell_stock(centre: Central, station: str, drafts: Sequence[StockDraft], tell: Tell) -> int:
    """Turns counts into facts: the first one of an item in a place opens its stock, a later, other one corrects it.

    What was told before is read from the facts themselves, so that a program that was killed half-way tells the
    rest the next time and nothing twice.
    """
    if not drafts:
        return 0
    told = told_stock(centre, station)
    deeds = [deed for draft in drafts if (deed := _deed(draft, told)) is not None]
    if deeds:
        tell(deeds)
    return len(deeds)


def _deed(draft: StockDraft, told: Mapping[tuple[str, str], int]) -> Deed | None:
    before = told.get((draft.place, draft.sku))
    if before == draft.quantity or (before is None and draft.quantity == 0):
        return None
    if before is not None:
        return Counted(draft.place, draft.sku, draft.quantity)
    row = f"{draft.place}|{draft.sku}|{draft.quantity}"
    reference = hashlib.sha256(row.encode()).hexdigest()[:16]
    return Stocked(draft.place, draft.sku, draft.quantity, "opening", reference)
