"""``station``: registers stations at the site's database server, shows them, and shuts one out."""

from argparse import Namespace

from app.central.rights.logins import Duty, add_login, logins, new_password, revoke_login
from app.commands.output import Output, complain
from app.domain.errors import Conflict
from app.services.site import Site


def run(site: Site, options: Namespace) -> int:
    """Does one of the deeds ``add``, ``list`` and ``revoke``; whoever is logged in must own the database.

    Returns:
        0 when it is done, 2 when it cannot be.
    """
    out = Output(as_json=options.json)
    try:
        match options.deed:
            case "add":
                _add(site, options, out)
            case "revoke":
                revoke_login(site.centre, options.code, now=site.clock.now())
                out.line(out.say("command.station_revoked", station=options.code))
                out.result({"station": options.code})
            case _:
                _list(site, out)
    except Conflict as refused:
        complain(out.say(refused.reason, **refused.names))
        return 2
    return 0


def _add(site: Site, options: Namespace, out: Output) -> None:
    """Registers a station; a password is made up here, shown once and kept nowhere."""
    duty = Duty.OFFICE if options.office else Duty.HUB if options.hub else Duty.FLOOR
    password = None if options.cert else new_password()
    role = add_login(site.centre, options.code, duty, password=password, now=site.clock.now())
    if password is None:
        out.line(out.say("command.station_by_cert", station=options.code, role=role))
    else:
        out.line(out.say("command.station_by_password", station=options.code, role=role, password=password))
    out.result({"station": options.code, "role": role, "duty": duty.name.lower(), "password": password})


def _list(site: Site, out: Output) -> None:
    found = logins(site.centre)
    for each in found:
        seen = f"{each.last_seen:%Y-%m-%d %H:%M}" if each.last_seen else "-"
        duty = out.say(f"command.station_duty.{each.duty.name.lower()}")
        out.line(f"  {each.station or '-':<6}  {each.role:<16}  {duty}  {seen}")
    rows = [{"station": each.station, "role": each.role, "duty": each.duty.name.lower()} for each in found]
    out.result({"stations": rows})
