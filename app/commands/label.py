"""``main.py label``: makes any label or paper as a file, without a printer."""

import os
from argparse import Namespace
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from app.commands.arguments import CARRIER
from app.commands.output import Output, complain
from app.labels import KINDS, LabelError, Templates, make_label
from app.labels.carrier import carrier_labels
from app.language import LANGUAGES
from app.services.bench.papers import stock_of
from app.services.office.house_rules import house_rules
from app.services.office.labelling import Labelling, Wanted
from app.services.site import Site


def run(site: Site, options: Namespace) -> int:
    """Makes a label of what the site knows.

    Returns:
        0 made, 2 it cannot be made; then nothing was written.
    """

    def make() -> bytes:
        if options.kind == CARRIER:
            raise LabelError("labels.error.needs_file")
        stationery = house_rules(site.centre, None, site.templates).stationery
        wanted = Wanted(
            kind=options.kind,
            order=options.order,
            parcel=options.parcel,
            code=options.code,
            language=options.language or stationery.language,
        )
        record = Labelling(site.centre, stationery, site.clock.now()).record(wanted)
        return _made(options, record, site.templates)

    return _written(options, make)


def run_alone(data: Path, options: Namespace) -> int:
    """Makes an example, or turns a carrier's file into print jobs, without opening the site's database.

    Args:
        data: The site's folder, whose templates count.
        options: What was typed.

    Returns:
        0 made, 2 it cannot be made; then nothing was written.
    """
    templates = Templates(data / "labels")

    def make() -> bytes:
        if options.kind == CARRIER:
            return _carried(options, templates)
        if options.file:
            raise LabelError("labels.error.file_carrier", kind=options.kind)
        return _made(options, KINDS[options.kind].sample(options.language or LANGUAGES[0]), templates)

    return _written(options, make)


def _made(options: Namespace, record: object, templates: Templates) -> bytes:
    return make_label(
        options.kind, record, form=options.format, dpi=options.dpi, size=options.size, templates=templates
    )


def _carried(options: Namespace, templates: Templates) -> bytes:
    if not options.file:
        raise LabelError("labels.error.needs_file")
    stock = stock_of(options.size, templates)
    return b"".join(carrier_labels(Path(options.file).read_bytes(), stock, form=options.format, dpi=options.dpi))


def _written(options: Namespace, make: Callable[[], bytes]) -> int:
    """Makes a label and writes it; says in one sentence what is in the way."""
    out, file = Output(as_json=options.json), Path(options.out).expanduser().resolve()
    try:
        data = make()
    except LabelError as error:
        complain(out.say(error.key, **error.names))
        return 2
    except OSError as error:
        complain(out.say("command.unreadable", file=error.filename, why=error.strerror))
        return 2
    try:
        _put(file, data)
    except OSError as error:
        complain(out.say("label.unwritable", file=file, why=error.strerror))
        return 2
    out.line(out.say("label.made", file=file))
    out.result({"file": str(file), "kind": options.kind, "format": options.format, "bytes": len(data)})
    return 0


def _put(file: Path, data: bytes) -> None:
    """Writes a file whole or not at all: beside its place first, then into it in one step."""
    beside = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        beside.write_bytes(data)
        beside.replace(file)
    except OSError:
        with suppress(OSError):
            beside.unlink()
        raise
