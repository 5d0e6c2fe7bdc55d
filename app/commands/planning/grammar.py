"""What may be typed after ``plan``."""

import argparse
from math import isfinite

from app.commands.output import terminal_language
from app.language import load_phrases
from app.planning.routing.policies import POLICIES


def plan_command(command: argparse.ArgumentParser) -> None:
    """Adds what ``plan`` takes to its parser."""
    say = load_phrases(terminal_language())
    command.add_argument("files", nargs="+", metavar="FILE", help=say("plan.help.file"))
    command.add_argument("--seconds", type=_seconds, default=1.0, metavar="S", help=say("plan.help.seconds"))
    command.add_argument("--policy", choices=POLICIES, default=POLICIES[0], help=say("plan.help.policy"))
    command.add_argument("--blocks", type=int, choices=(1, 2), default=1, help=say("plan.help.blocks"))
    command.add_argument("--seed", type=int, default=1, metavar="N", help=say("plan.help.seed"))
    command.add_argument("--verify", metavar="PLAN.json", default="", help=say("plan.help.verify"))
    command.add_argument("--json", action="store_true", help=say("plan.help.printed"))


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not isfinite(seconds) or seconds < 0:
        raise argparse.ArgumentTypeError(load_phrases(terminal_language())("plan.bad_seconds", text=text))
    return seconds
