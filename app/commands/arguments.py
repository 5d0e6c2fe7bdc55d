"""The command line's grammar, kept stable: others script against it."""

import argparse
import re

from app.channels import CHANNELS
from app.commands.output import terminal_language
from app.commands.planning.grammar import plan_command
from app.commands.stations.grammar import station_command
from app.labels import DOTS_PER_MM, FORMATS, KINDS
from app.language import LANGUAGES, Phrases, load_phrases

CARRIER = "carrier"
"""What ``label`` calls a label that a carrier made."""

_HIGHEST_PORT = 65535


def parser() -> argparse.ArgumentParser:
    """Makes the parser; without a command the station's window is opened."""
    say = load_phrases(terminal_language())
    top = argparse.ArgumentParser(prog="main.py", description=say("command.about"))
    top.add_argument("--data", metavar="DIR", help=say("command.help.data"))
    top.add_argument("--database", metavar="URL", help=say("command.help.database"))
    top.add_argument("--station", type=_station, metavar="CODE", help=say("command.help.station"))
    top.add_argument("--book", action="store_true", help=say("command.help.book"))
    top.add_argument("--set-aside", action="store_true", help=say("command.help.set_aside"))
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
    for name in ("password", "trust"):
        _json(_of_a_server(commands.add_parser(name, help=say(f"command.help.{name}")), say))
    _json(commands.add_parser("devices", help=say("command.help.devices")))
    pin = commands.add_parser("pin", help=say("command.help.pin"))
    pin.add_argument("badge", metavar="BADGE", type=str.upper, help=say("command.help.badge"))
    pin.add_argument("--take", action="store_true", help=say("command.help.take"))
    _json(pin)
    key = commands.add_parser("key", help=say("command.help.key"))
    key.add_argument("deed", choices=("show", "take"), help=say("command.help.key.deed"))
    _json(key)
    _simulate(commands.add_parser("simulate", help=say("command.help.simulate")))
    station_command(commands.add_parser("station", help=say("command.help.stations")), _station)
    _label(commands.add_parser("label", help=say("label.help.about")), say)
    plan_command(commands.add_parser("plan", help=say("plan.help.about")))
    _centre(commands, say)
    return top


def _centre(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", say: Phrases) -> None:
    """Adds the commands that look after the central database; ``--database`` may stand behind them, too."""
    hub = commands.add_parser("hub", help=say("hub.help.about"))
    hub.add_argument("--once", action="store_true", help=say("hub.help.once"))
    backup = commands.add_parser("backup", help=say("backup.help.about"))
    backup.add_argument("file", metavar="FILE")
    restore = commands.add_parser("restore", help=say("restore.help.about"))
    restore.add_argument("file", metavar="FILE")
    restore.add_argument("--replace", action="store_true", help=say("restore.help.replace"))
    for command in (hub, backup, restore):
        _json(_of_a_server(command, say))


def _of_a_server(command: argparse.ArgumentParser, say: Phrases) -> argparse.ArgumentParser:
    """Lets the address stand behind the command too, where a person looks for it."""
    command.add_argument("--database", metavar="URL", default=argparse.SUPPRESS, help=say("command.help.database"))
    return command


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


def _simulate(command: argparse.ArgumentParser) -> None:
    say = load_phrases(terminal_language())
    kinds = command.add_subparsers(dest="kind", metavar="KIND", required=True)
    scanner = kinds.add_parser("scanner", help=say("command.help.simulate.scanner"))
    scanner.add_argument("--port", metavar="PATH", help=say("command.help.simulate.path"))
    scanner.set_defaults(out=None)
    printer = kinds.add_parser("printer", help=say("command.help.simulate.printer"))
    printer.add_argument("--host", default="127.0.0.1", help=say("command.help.simulate.host"))
    printer.add_argument("--port", type=_tcp_port, default=0, metavar="N", help=say("command.help.simulate.tcp"))
    _choice(printer, "--language", ("zpl", "tspl", "escpos"), say("command.help.simulate.language"))
    printer.add_argument("--out", metavar="DIR", help=say("command.help.simulate.out"))
    scale = kinds.add_parser("scale", help=say("command.help.simulate.scale"))
    scale.add_argument("--port", metavar="PATH", help=say("command.help.simulate.path"))
    scale.set_defaults(out=None)
    _choice(scale, "--language", ("mt-sics", "tisa", "posnet"), say("command.help.simulate.language"))


def _choice(command: argparse.ArgumentParser, name: str, choices: tuple[str, ...], words: str) -> None:
    """Adds an option with a few values, the first of them the default."""
    command.add_argument(name, choices=choices, default=choices[0], help=words)


def _tcp_port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > _HIGHEST_PORT:
        raise argparse.ArgumentTypeError(load_phrases(terminal_language())("command.simulate.bad_tcp", number=text))
    return int(text)


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
