"""``import FILE… --channel NAME``: takes orders and master data from files."""

from pathlib import Path
from typing import Any

from app.commands.output import Output, complain
from app.language import Phrases
from app.services.office.importing import ImportReport
from app.services.office.sheets import badge_sheet, place_sheet, zone_sheet
from app.services.site import Site

_COUNTS = (
    "orders_new",
    "orders_unchanged",
    "orders_changed",
    "orders_cancelled",
    "lines",
    "rows_read",
    "rows_taken",
    "rows_rejected",
    "rows_ignored",
)
_SHEETS = {"people": (badge_sheet,), "places": (place_sheet, zone_sheet)}
"""Imports after which there is something to print, and what makes the sheets."""

_SHOWN = 20
"""So many notes are written to a terminal; the rest is counted and found with ``--json`` and on the screens."""


def run(site: Site, files: list[str], channel: str, *, as_json: bool) -> int:
    """Imports files one after the other.

    Returns:
        0 when every file was read (rejected rows are in the report), 2 when one could not be.
    """
    out = Output(as_json=as_json)
    reports = []
    unreadable = 0
    for name in files:
        try:
            data = Path(name).read_bytes()
        except OSError as error:
            complain(out.say("command.unreadable", file=name, why=error.strerror or str(error)))
            unreadable += 1
            continue
        report = site.import_file(channel, Path(name).name, data)
        reports.append(report)
        _tell(out, report)
        if report.rows_taken and channel in _SHEETS:
            for make in _SHEETS[channel]:
                out.line(out.say("command.sheet", file=make(site.centre, site.data / "papers", site.templates)))
        whole = next((each for each in report.rejected if each.row == 0), None)
        if whole is not None and not report.rows_taken:
            complain(out.say(whole.reason, **whole.placeholders()))
            unreadable += 1
    out.result(summary(reports, out.say))
    return 2 if unreadable else 0


def summary(reports: list[ImportReport], say: Phrases) -> dict[str, Any]:
    """Adds reports up for programs."""
    result: dict[str, Any] = {name: sum(getattr(report, name) for report in reports) for name in _COUNTS}
    result["rejected"] = [
        {
            "file": each.file,
            "row": each.row,
            "column": each.column,
            "value": each.value,
            "reason": say(each.reason, **each.placeholders()),
        }
        for report in reports
        for each in report.rejected
    ]
    result["ignored"] = [
        {"file": report.file, "row": i.row, "reason": say(i.reason, **i.placeholders())}
        for report in reports
        for i in report.ignored
    ]
    return result


def _tell(out: Output, report: ImportReport) -> None:
    out.line(report.file)
    out.table([(out.say(f"command.{name}"), getattr(report, name)) for name in _COUNTS])
    notes = [out.say(r.reason, **r.placeholders()) for r in report.rejected]
    for note in notes[:_SHOWN]:
        out.line(f"  ! {note}")
    if len(notes) > _SHOWN:
        out.line(out.say("command.more", count=len(notes) - _SHOWN))
    reasons: dict[str, int] = {}
    for ignored in report.ignored:
        sentence = out.say(ignored.reason, **ignored.placeholders())
        reasons[sentence] = reasons.get(sentence, 0) + 1
    for sentence, times in list(reasons.items())[:_SHOWN]:
        out.line(f"  · {sentence}" + (f" (x{times})" if times > 1 else ""))
    if len(reasons) > _SHOWN:
        out.line(out.say("command.more", count=len(reasons) - _SHOWN))
