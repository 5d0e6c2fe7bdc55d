import os
import signal
import socket
import subprocess
import sys
import threading
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from hardware.registry import DRIVERS
from hardware.scales.weight import Steadiness, Weight
from hardware.scanners.framing import Code
from hardware.status import Sent, State
from tests.commands.conftest import Command
from tests.commands.typing_in import ROOT

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")

DEADLINE_S = 60
TICK = threading.Event()


@dataclass
class Playing:
    """A simulator that runs on its own: what it says so far, and a way to type."""

    process: subprocess.Popen[str]
    said: list[str] = field(default_factory=list)

    def listen(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.said.append(line.rstrip("\n"))

    def type(self, line: str) -> None:
        assert self.process.stdin
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()

    def until(self, text: str) -> str:
        """Waits until a line with a text was said, and gives it."""
        for _ in range(DEADLINE_S * 100):
            for line in list(self.said):
                if text in line:
                    return line
            TICK.wait(0.01)
        raise AssertionError(f"{text!r} was not said: {self.said}")

    def driver(self, *arguments: object) -> Any:
        """Makes the driver that the printed lines name, with the settings that they give."""
        self.until("quit")
        ((name, table),) = tomllib.loads(
            "\n".join(line for line in self.said if line[:1] == "[" or " = " in line)
        ).items()
        driver = DRIVERS[table.pop("driver")]
        return driver.make(driver.read(table), *arguments, name=name)

    def ended(self) -> int:
        return self.process.wait(DEADLINE_S)


@dataclass
class Shelf:
    """Starts simulators as a person does and takes them away again."""

    home: Path
    running: list[tuple[Playing, threading.Thread]] = field(default_factory=list)

    def run(self, *arguments: str, stdin: int | None = subprocess.PIPE) -> Playing:
        process = subprocess.Popen(
            [sys.executable, str(ROOT / "main.py"), "simulate", *arguments],
            env={"HOME": str(self.home), "PATH": os.defpath, "TMPDIR": str(self.home)},
            cwd=self.home,
            stdin=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )
        playing = Playing(process)
        listener = threading.Thread(target=playing.listen)
        listener.start()
        self.running.append((playing, listener))
        return playing

    def close(self) -> None:
        for playing, listener in self.running:
            playing.process.terminate()
            playing.ended()
            listener.join()
            for end in (playing.process.stdin, playing.process.stdout):
                if end:
                    end.close()


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    made = Shelf(tmp_path)
    yield made
    made.close()
    assert not list(tmp_path.glob("pasillo-*"))  # no cable is left lying about


def wait_for(is_so: Any) -> None:
    for _ in range(DEADLINE_S * 100):
        if is_so():
            return
        TICK.wait(0.01)
    raise AssertionError("it did not happen in time")


def test_a_scanner_scans_what_is_typed(shelf: Shelf) -> None:
    playing = shelf.run("scanner")
    codes: list[Code] = []
    driver = playing.driver(codes.append, lambda _status: None)
    driver.start()
    wait_for(lambda: driver.status.state is State.READY)
    playing.type("PK-000123")
    playing.type("")
    wait_for(lambda: codes == [Code("PK-000123")])
    playing.until("scanned PK-000123")
    playing.type(":unplug")
    wait_for(lambda: driver.status.state is State.GONE)
    playing.type("PK-1")
    playing.until("PK-1 was not scanned")
    playing.type(":replug")
    wait_for(lambda: driver.status.state is State.READY)
    playing.type("ñandú")
    wait_for(lambda: Code("ñandú") in codes)
    playing.type(":quit")
    assert playing.ended() == 0
    driver.stop()


def test_a_port_may_be_called_by_a_name_of_ones_own(shelf: Shelf, tmp_path: Path) -> None:
    (tmp_path / "scanner").symlink_to("/dev/nowhere-any-more")
    playing = shelf.run("scanner", "--port", "scanner")
    playing.until(f'port = "{tmp_path / "scanner"}"')
    driver = playing.driver(lambda _code: None, lambda _status: None)
    driver.start()
    wait_for(lambda: driver.status.state is State.READY)
    driver.stop()
    playing.type(":quit")
    assert playing.ended() == 0
    assert not (tmp_path / "scanner").is_symlink()


@pytest.mark.parametrize("language", ["mt-sics", "tisa", "posnet"])
def test_a_scale_weighs_what_is_typed(shelf: Shelf, language: str) -> None:
    playing = shelf.run("scale", "--language", language)
    driver = playing.driver()
    playing.type("1250")
    playing.until("1250 g on the plate")
    assert driver.weigh() == Weight(Steadiness.STABLE, Decimal(1250))
    for word in ("over", "under", "shake"):
        playing.type(word)
        playing.until(f"{word}: done")
    assert driver.weigh().steadiness is not Steadiness.GONE
    for nonsense in ("heavy", "-5", "1e3", "100000", "²"):
        playing.type(nonsense)
        playing.until(f"{nonsense} is no weight")
    playing.type("quit")
    assert playing.ended() == 0
    driver.close()


def test_a_printer_tells_of_every_label_and_keeps_it(shelf: Shelf, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "label-0001.zpl").write_bytes(b"of another day")
    playing = shelf.run("printer", "--out", "out")
    driver = playing.driver()
    first, second = b"^XA^FDone^FS^XZ", b"^XA^FDtwo^FS^XZ"
    assert driver.send(first) is Sent.SENT
    playing.until(f"label 1: {len(first)} bytes {tmp_path / 'out' / 'label-0002.zpl'}")
    for word, state in (("paper", State.NO_MEDIA), ("open", State.HEAD_OPEN), ("ready", State.READY)):
        playing.type(word)
        playing.until(f"{word}: done")
        assert driver.status().state is state
    assert driver.send(second) is Sent.SENT
    playing.until("label 2: ")
    playing.type("jam")
    playing.until("jam means nothing to a printer")
    playing.type("quit")
    assert playing.ended() == 0
    kept = [file.read_bytes() for file in sorted((tmp_path / "out").iterdir())]
    assert kept == [b"of another day", first, second]


@pytest.mark.parametrize(
    ("language", "label"),
    [("tspl", b'CLS\r\nTEXT 10,10,"3",0,1,1,"x"\r\nPRINT 1,1\r\n'), ("escpos", b"\x1b@x\n\x1dV\x00")],
)
def test_a_printer_speaks_other_languages(shelf: Shelf, language: str, label: bytes) -> None:
    playing = shelf.run("printer", "--language", language)
    driver = playing.driver()
    assert driver.language == language
    assert driver.send(label) is Sent.SENT
    playing.until("label 1: ")
    assert driver.status().state is State.READY


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("kind", ["scanner", "printer", "scale"])
def test_without_anything_to_read_it_goes_on_until_it_is_broken_off(
    shelf: Shelf, kind: str, ending: signal.Signals
) -> None:
    playing = shelf.run(kind, stdin=subprocess.DEVNULL)
    driver = playing.driver(*([lambda _code: None, lambda _status: None] if kind == "scanner" else []))
    if kind == "printer":
        assert driver.status().state is State.READY
    else:
        driver.start()
        wait_for(lambda: driver.status.state is State.READY)
        (driver.stop if kind == "scanner" else driver.close)()
    playing.process.send_signal(ending)
    assert playing.ended() == 0
    assert not any("Traceback" in line for line in playing.said)


@pytest.mark.parametrize(
    "arguments",
    [
        ("simulate",),
        ("simulate", "robot"),
        ("simulate", "printer", "--port", "65536"),
        ("simulate", "printer", "--port", "COM3"),
        ("simulate", "printer", "--language", "latin"),
        ("simulate", "scale", "--language", "zpl"),
    ],
)
def test_what_cannot_be_simulated_is_a_usage_error(command: Command, arguments: tuple[str, ...]) -> None:
    came = command(*arguments)
    assert (came.status, came.out) == (2, "")
    assert came.err.startswith("usage: main.py simulate")


def test_a_name_or_port_that_is_taken_is_said_in_one_sentence(command: Command, tmp_path: Path) -> None:
    (tmp_path / "taken").touch()
    scanner = command("simulate", "scanner", "--port", tmp_path / "taken")
    assert (scanner.status, scanner.out) == (2, "")
    assert str(tmp_path / "taken") in scanner.complaint
    assert (tmp_path / "taken").is_file()
    with socket.create_server(("127.0.0.1", 0)) as other:
        printer = command("simulate", "printer", "--port", str(other.getsockname()[1]))
    assert (printer.status, printer.out) == (2, "")
    assert "Choose another port" in printer.complaint
