"""What may be typed after ``station``."""

import argparse
from collections.abc import Callable

from app.commands.output import terminal_language
from app.language import load_phrases


def station_command(command: argparse.ArgumentParser, code: Callable[[str], str]) -> None:
    """Adds the deeds of ``station`` to its parser.

    Args:
        command: The parser of ``station``.
        code: Reads the code of a station.
    """
    say = load_phrases(terminal_language())
    deeds = command.add_subparsers(dest="deed", metavar="DEED", required=True)
    add = deeds.add_parser("add", help=say("command.help.station_add"))
    add.add_argument("code", type=code, metavar="CODE", help=say("command.help.station"))
    duty = add.add_mutually_exclusive_group()
    duty.add_argument("--office", action="store_true", help=say("command.help.station_office"))
    duty.add_argument("--hub", action="store_true", help=say("command.help.station_hub"))
    key = add.add_mutually_exclusive_group()
    key.add_argument("--password", action="store_true", help=say("command.help.station_password"))
    key.add_argument("--cert", action="store_true", help=say("command.help.station_cert"))
    revoke = deeds.add_parser("revoke", help=say("command.help.station_revoke"))
    revoke.add_argument("code", type=code, metavar="CODE", help=say("command.help.station"))
    for each in (add, revoke, deeds.add_parser("list", help=say("command.help.station_list"))):
        each.add_argument("--json", action="store_true", help=say("command.help.json"))
