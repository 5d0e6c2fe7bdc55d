"""``simulate``: a scanner, printer or scale made of software, so that anyone can try a station without devices.

The devices themselves come from outside; here is what a person types and reads.
"""

import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from itertools import count
from pathlib import Path
from threading import Event, Thread
from typing import Any, Protocol

from app.commands.devices import toml_table
from app.commands.house import UnusableError, ready_folder
from app.commands.output import Output

_LOOK_S = 0.2


class Cable(Protocol):
    """What every simulated device can do."""

    def unplug(self) -> None:
        """Pulls the cable."""

    def replug(self) -> None:
        """Puts it back."""


class Scanner(Cable, Protocol):
    """A simulated scanner."""

    def scan(self, text: str) -> bool:
        """Scans a code; says whether it went into the cable."""


class Scale(Cable, Protocol):
    """A simulated scale."""

    def put(self, grams: int) -> None:
        """Puts grams on it."""

    def shake(self) -> None:
        """Makes it move."""

    def overload(self) -> None:
        """Puts too much on it."""

    def underload(self) -> None:
        """Takes its plate off."""


class Printer(Cable, Protocol):
    """A simulated printer."""

    @property
    def labels(self) -> list[bytes]:
        """Every label printed so far."""

    def wait_for(self, count: int, timeout: float) -> bool:
        """Waits until so many labels are printed."""

    def paper_out(self) -> None:
        """Takes its labels away."""

    def head_open(self) -> None:
        """Opens it."""

    def ready(self) -> None:
        """Ends every trouble."""


Deeds = Mapping[str, Callable[[], object]]


class Taken(Protocol):
    """A simulated device that is plugged in, the driver that talks to it, and that driver's settings, place first."""

    @property
    def device(self) -> Any: ...  # noqa: D102
    @property
    def driver(self) -> str: ...  # noqa: D102
    @property
    def settings(self) -> dict[str, str | int]: ...  # noqa: D102


def run(kind: str, taken: Taken, *, named: str | int | None, folder: str | None) -> int:
    """Plays with a device until somebody ends it.

    Args:
        kind: ``scanner``, ``scale`` or ``printer``.
        taken: The device.
        named: A path by which a scanner's or a scale's port is to be called; None for the one it has.
        folder: Where a printer's labels are kept; None for nowhere.

    Raises:
        UnusableError: The path or the folder cannot be used.
    """
    # Before the first word is said: whoever reads it may break off at once.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with suppress(KeyboardInterrupt):
        _play(kind, taken, named, folder)
    return 0


def _play(kind: str, taken: Taken, named: str | int | None, folder: str | None) -> None:
    out = Output(as_json=False)
    if kind == "printer":
        kept = ready_folder(Path(folder).expanduser().resolve()) if folder else None
        _begin(out, kind, taken.driver, taken.settings)
        _print_to_screen(out, taken.device, kept)
        return
    with _called(str(taken.settings["port"]), str(named or "")) as port:
        _begin(out, kind, taken.driver, {**taken.settings, "port": port})
        if kind == "scanner":
            _scan_by_hand(out, taken.device)
        else:
            _weigh_by_hand(out, taken.device)


def _scan_by_hand(out: Output, scanner: Scanner) -> None:
    def scan(line: str) -> None:
        key = "command.simulate.scanned" if scanner.scan(line) else "command.simulate.unplugged"
        out.line(out.say(key, code=line))

    _serve(out, {":unplug": scanner.unplug, ":replug": scanner.replug}, ":quit", scan)


def _weigh_by_hand(out: Output, scale: Scale) -> None:
    deeds = {"shake": scale.shake, "over": scale.overload, "under": scale.underload}
    deeds |= {"unplug": scale.unplug, "replug": scale.replug}

    def put(line: str) -> None:
        if line.isascii() and line.isdigit() and len(line) <= len("99999"):
            scale.put(int(line))
            out.line(out.say("command.simulate.grams", grams=int(line)))
        else:
            out.line(out.say("command.simulate.no_grams", line=line, words=", ".join((*deeds, "quit"))))

    _serve(out, deeds, "quit", put)


def _print_to_screen(out: Output, printer: Printer, folder: Path | None) -> None:
    deeds = {"paper": printer.paper_out, "open": printer.head_open, "ready": printer.ready}
    deeds |= {"unplug": printer.unplug, "replug": printer.replug}
    words = ", ".join((*deeds, "quit"))
    over = Event()
    teller = Thread(target=_tell_labels, args=(out, printer, over, folder), name="labels", daemon=True)
    teller.start()
    try:
        _serve(out, deeds, "quit", lambda line: out.line(out.say("command.simulate.no_word", line=line, words=words)))
    finally:
        over.set()
        teller.join()


@contextmanager
def _called(port: str, name: str) -> Iterator[str]:
    """Gives a simulated serial port a name of one's own for as long as it is simulated; a link that leads to it.

    Args:
        port: Where it is.
        name: The path to be called; empty to keep the name it has.

    Raises:
        UnusableError: Something else has that name, or it cannot be given.
    """
    if not name:
        yield port
        return
    link = Path(name).expanduser().absolute()
    try:
        if link.is_symlink() and not link.exists():
            link.unlink()  # left behind by a simulator that was killed
        link.symlink_to(port)
    except OSError as error:
        raise UnusableError("command.simulate.bad_port", port=link, why=error.strerror or str(error)) from error
    try:
        yield str(link)
    finally:
        link.unlink(missing_ok=True)


def _begin(out: Output, kind: str, driver: str, settings: Mapping[str, str | int]) -> None:
    out.line(out.say(f"command.simulate.{kind}"))
    out.line("\n".join(("", *toml_table(f"{kind}-1", driver, settings), "")))
    out.line(out.say(f"command.simulate.{kind}.lines"))


def _serve(out: Output, deeds: Deeds, last: str, other: Callable[[str], None]) -> None:
    """Obeys standard input line by line; when it is closed, goes on without until somebody breaks off."""
    for line in _lines():
        if line == last:
            return
        if line in deeds:
            deeds[line]()
            out.line(out.say("command.simulate.done", word=line))
        elif line:
            other(line)
    while True:
        Event().wait(_LOOK_S)


def _lines() -> Iterator[str]:
    if sys.stdin is None:
        return
    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")
    for line in sys.stdin:
        yield line.strip()


def _tell_labels(out: Output, printer: Printer, over: Event, folder: Path | None) -> None:
    told = 0
    while not over.is_set():
        if not printer.wait_for(told + 1, _LOOK_S):
            continue
        for label in printer.labels[told:]:
            told += 1
            kept = _keep(label, folder) if folder else ""
            out.line(out.say("command.simulate.label", number=told, size=len(label), kept=kept).rstrip())


def _keep(label: bytes, folder: Path) -> str:
    """Writes a label into a file that nothing is in yet, and gives its path."""
    for number in count(1):
        with suppress(FileExistsError), (folder / f"label-{number:04d}.zpl").open("xb") as file:
            file.write(label)
            return str(file.name)
    raise AssertionError("unreachable")
