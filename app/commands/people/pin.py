"""``pin``: gives a badge a new PIN and shows it once; ``key``: carries the site's key to another computer."""

import sys
from argparse import Namespace

from app.commands.output import Output, complain
from app.domain.errors import Conflict
from app.services.people.giving import adopt_key
from app.services.site import Site


def run(site: Site, options: Namespace) -> int:
    """Runs one of the two; gives its status."""
    if options.command == "pin":
        return _give(site, options.badge, as_json=options.json)
    return _carry(site, options.deed, as_json=options.json)


def _give(site: Site, badge: str, *, as_json: bool) -> int:
    """Draws the PIN.

    Returns:
        0: it was given; 2: nobody has the badge.
    """
    out = Output(as_json=as_json)
    try:
        pin = site.give_pin(badge)
    except Conflict as conflict:
        complain(out.say(conflict.reason, **conflict.names))
        return 2
    out.line(out.say("command.pin.given", badge=badge, pin=pin))
    out.result({"badge": badge, "pin": pin})
    return 0


def _carry(site: Site, deed: str, *, as_json: bool) -> int:
    """Shows the site's key, or takes one from the standard input.

    Returns:
        0: it was done; 2: what came in is no key, or another site's.
    """
    out = Output(as_json=as_json)
    if deed == "show":
        out.line(site.pepper.key().hex())
        out.result({"key": site.pepper.key().hex()})
        return 0
    try:
        adopt_key(site.centre, site.pepper, sys.stdin.readline())
    except ValueError:
        complain(out.say("command.key.bad"))
        return 2
    out.line(out.say("command.key.taken"))
    out.result({"taken": True})
    return 0
