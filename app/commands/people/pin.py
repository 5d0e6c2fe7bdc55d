"""``pin``: gives a badge a new PIN and shows it once, or takes it away; ``key``: carries the site's key elsewhere."""

import getpass
import sys
from argparse import Namespace

from app.central.people.handing import Power, power
from app.commands.house import UnusableError
from app.commands.output import Output, complain
from app.domain.errors import Conflict
from app.services.people.giving import adopt_key
from app.services.people.handing import Handed, Vouching, give_by_word, take_by_word
from app.services.site import OFFICE, Site

_MINUTE = 60


def run(site: Site, options: Namespace) -> int:
    """Runs one of the two; gives its status."""
    if options.command == "pin":
        return _hand(site, options.badge, takes=options.take, as_json=options.json)
    return _carry(site, options.deed, as_json=options.json)


def _hand(site: Site, badge: str, *, takes: bool, as_json: bool) -> int:
    """Gives the PIN or takes it away: as the owner of the data, or by the word of an administrator who is asked.

    Returns:
        0: it was done; 2: nobody has the badge, or the administrator's PIN did not prove anything.

    Raises:
        UnusableError: The login gives no PINs, or nobody answered who the administrator is.
    """
    out = Output(as_json=as_json)
    match power(site.centre):
        case Power.NONE:
            raise UnusableError("command.pin.not_here")
        case Power.OFFICE:
            done = _by_word(site, badge, _administrator(out), takes=takes)
        case _:
            done = _as_owner(site, badge, takes=takes)
    if done.reason:
        wait = f"{done.wait_s // _MINUTE}:{done.wait_s % _MINUTE:02}"
        complain(out.say(done.reason, badge=done.badge, wait=wait))
        return 2
    if takes:
        out.line(out.say("command.pin.taken", badge=badge))
        out.result({"badge": badge, "taken": True})
    else:
        out.line(out.say("command.pin.given", badge=badge, pin=done.pin))
        out.result({"badge": badge, "pin": done.pin})
    return 0


def _as_owner(site: Site, badge: str, *, takes: bool) -> Handed:
    try:
        if takes:
            site.take_pin(badge)
            return Handed()
        return Handed(pin=site.give_pin(badge))
    except Conflict as conflict:
        return Handed(conflict.reason, badge)


def _by_word(site: Site, badge: str, admin: Vouching, *, takes: bool) -> Handed:
    deed = take_by_word if takes else give_by_word
    return deed(site.centre, site.pepper, admin, badge, now=site.clock.now())


def _administrator(out: Output) -> Vouching:
    """Asks who vouches for it: the PIN is not shown while it is typed; through a pipe both come as two lines."""
    seen = sys.stdin.isatty()
    if seen:
        out.line(out.say("command.pin.ask_badge"))
    badge = sys.stdin.readline().strip().upper()
    pin = getpass.getpass(out.say("command.pin.ask_pin", badge=badge)) if seen and badge else sys.stdin.readline()
    if not badge or not pin.strip():
        raise UnusableError("command.pin.no_admin")
    return Vouching(badge, pin.strip(), OFFICE)


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
