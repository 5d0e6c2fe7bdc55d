"""The command line's grammar, kept stable: others script against it."""

import argparse
import re

from app.channels import CHANNELS
from app.commands.output import terminal_language
from app.labels import DOTS_PER_MM, FORMATS, KINDS
from app.language import LANGUAGES, Phrases, load_phrases

CARRIER = "carrier"
"""What ``label`` calls a label that a carrier made."""


def parser() -> argparse.ArgumentParser:
    """Makes the parser; without a command the station's window is opened."""
    say = load_phrases(terminal_language())
    top = argparse.ArgumentParser(prog="main.py", description=say("command.about"))
    top.add_argument("--data", metavar="DIR", help=say("command.help.data"))
    top.add_argument("--database", metavar="URL", help=say("command.help.database"))
    top.add_argument("--station", type=_station, metavar="CODE", help=say("command.help.station"))
    commands = top.add_subparsers(dest="command", metavar="COMMAND")
    demo = commands.add_parser("demo", help=say("command.help.demo"))
    demo.add_argument("--orders", type=_count, default=24, metavar="N", help=say("command.help.orders"))
    demo.add_argument("--out", metavar="DIR", help=say("command.help.out"))
    demo.add_argument("--seed", type=int, default=1, metavar="S", help=say("command.help.seed"))
    _json(demo)
    bring = commands.add_parser("import", help=say("command.help.import"))
    bring.add_argument("files", nargs="+", metavar="FILE")
    bring.add_argument("--channel", required=True, choices=sorted(CHANNELS), help=say("command.help.channel"))
    _json(bring)
    _json(commands.add_parser("check", help=say("command.help.check")))
    _json(commands.add_parser("migrate", help=say("command.help.migrate")))
    _label(commands.add_parser("label", help=say("label.help.about")), say)
    return top


def _label(command: argparse.ArgumentParser, say: Phrases) -> None:
    command.add_argument("kind", metavar="KIND", choices=sorted((*KINDS, CARRIER)), help=say("label.help.kind"))
    source = command.add_mutually_exclusive_group(required=True)
    source.add_argument("--order", metavar="ID", default="", help=say("label.help.order"))
    source.add_argument("--parcel", metavar="ID", default="", help=say("label.help.parcel"))
    source.add_argument("--code", metavar="CODE", default="", help=say("label.help.code"))
    source.add_argument("--file", metavar="FILE", default="", help=say("label.help.file"))
    source.add_argument("--sample", action="store_true", help=say("label.help.sample"))
    command.add_argument("--format", choices=FORMATS, default="pdf", help=say("label.help.format"))
    command.add_argument("--out", metavar="FILE", required=True, help=say("label.help.out"))
    command.add_argument("--dpi", type=int, choices=sorted(DOTS_PER_MM), default=203, help=say("label.help.dpi"))
    command.add_argument("--size", metavar="SIZE", default="", help=say("label.help.size"))
    command.add_argument("--language", choices=LANGUAGES, default="", help=say("label.help.language"))
    _json(command)


def _json(command: argparse.ArgumentParser) -> None:
    say = load_phrases(terminal_language())
    command.add_argument("--json", action="store_true", help=say("command.help.json"))


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise argparse.ArgumentTypeError(load_phrases(terminal_language())("command.bad_count", number=text))
    return int(text)


def _station(text: str) -> str:
    """A station's code names its folder: it must be nothing but a code."""
    if not re.fullmatch(r"ST[0-9]{1,4}", text):
        raise argparse.ArgumentTypeError(load_phrases(terminal_language())("command.bad_station", code=text))
    return text
