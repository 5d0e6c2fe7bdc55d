"""Leads to the command that was typed, where it needs neither a window nor a device; each is loaded when it runs."""

from argparse import Namespace
from contextlib import closing

from app.commands.house import folder_of, open_site
from app.services.site import Site


def run(options: Namespace) -> int:
    """Runs a command of the warehouse.

    Args:
        options: What was typed, as ``app.commands.arguments`` reads it.

    Returns:
        Its exit status.

    Raises:
        Unavailable: The folder, the database or what the command reads cannot be used.
    """
    if options.command in {"password", "trust"}:
        from app.commands.server import keeping

        return keeping.run(options.command, folder_of(options.data), options.database, as_json=options.json)
    if options.command == "label" and not (options.order or options.parcel or options.code):
        from app.commands import label

        return label.run_alone(folder_of(options.data), options)
    if options.command == "plan":
        from app.commands.planning import planning, verifying

        return verifying.run(options) if options.verify else planning.run(options)
    if options.command in {"hub", "backup", "restore"}:
        from app.commands import centre

        return centre.run(folder_of(options.data), options)
    with closing(open_site(folder_of(options.data), options.database)) as site:
        return _at_site(site, options)


def _at_site(site: Site, options: Namespace) -> int:
    match options.command:
        case "pin" | "key":
            from app.commands.people import pin

            return pin.run(site, options)
        case "import":
            from app.commands import importing

            return importing.run(site, options.files, options.channel, as_json=options.json)
        case "label":
            from app.commands import label

            return label.run(site, options)
        case "check":
            from app.commands import checking

            return checking.run(site, as_json=options.json)
        case "station":
            from app.commands.stations import registering

            return registering.run(site, options)
        case _:
            from app.commands import migrating

            return migrating.run(site, as_json=options.json)
