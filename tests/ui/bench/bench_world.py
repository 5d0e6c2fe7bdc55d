"""A bench whose service is the state machine itself, over a few items held in memory."""

from collections.abc import Callable

from app.domain.codes import BadgeCode, Template, ToteCode, read_code
from app.domain.errors import Conflict
from app.domain.master.people import Person, Role
from app.domain.packing.advance import Override, PackEvent, Weight, advance
from app.domain.packing.outcome import PackOutcome, PrintAsk
from app.domain.packing.pack import Closed, Content, Pack, PackLine, Verifying, Weighing
from app.services.floor.signing import SignIn

ITEMS = {
    "8412345678905": ("MUG", "Taza de desayuno con asa, roja, 330 ml", 1),
    "8412345678912": ("CUP", "Vaso de cristal soplado azul", 1),
    "8412345678929": ("PEN", "Bolígrafo", 1),
}
MUG, CUP, PEN = ITEMS
FIRST, SECOND = "384123450000000017", "384123450000000024"
LEADER, PIN = "BA0001", "483920"
BOSS = Person(LEADER, "Eva Sol", Role.SUPERVISOR, "es")


CODES = tuple(f"2{n:012}" for n in range(600))
"""Barcodes of the items of a long order."""


class Shelf:
    """The catalogue of the house."""

    templates: tuple[Template, ...] = ()

    def item_of(self, code: str) -> tuple[str, str, int] | None:
        if code in CODES:
            number = int(code[1:])
            return f"S{number}", f"Producto de prueba {number}", 1
        return ITEMS.get(code) or ITEMS.get(code.removeprefix("0"))

    def place_of(self, barcode: str) -> str | None:
        return {"PLA032": "A-03-2"}.get(barcode)


def small_pack(**changes: object) -> Pack:
    lines = (
        PackLine(1, "MUG", "Taza de desayuno con asa, roja, 330 ml", 300, 3),
        PackLine(2, "CUP", "Vaso de cristal soplado azul", 100, 2),
    )
    contents = (Content("TO0001", 1, "MUG", 2), Content("TO0002", 1, "MUG", 1), Content("TO0002", 2, "CUP", 2))
    values = {
        "order": 5,
        "ref": "537446",
        "recipient": "María Fernández-Villaverde Otxandiano",
        "carrier": "CORREOS",
        "totes": ("TO0001", "TO0002"),
        "lines": lines,
        "contents": contents,
        "numbers": (FIRST, SECOND),
        "step": Verifying(),
    } | changes
    return Pack(**values)  # type: ignore[arg-type]  # a test's choice of fields


def long_pack(count: int) -> Pack:
    """An order of many lines, one unit each; item number n has the SKU ``S<n>``."""
    lines = tuple(PackLine(n, f"S{n}", f"Producto de prueba {n}", 50, 2) for n in range(count))
    return small_pack(
        lines=lines, contents=tuple(Content("TO0001", n, f"S{n}", 2) for n in range(count)), totes=("TO0001",)
    )


class MemoryBench:
    """Answers as the real service does, without a database."""

    def __init__(self, *packs: Pack) -> None:
        self.waiting = list(packs)
        self.pack: Pack | None = None
        self.asks: list[PrintAsk] = []
        self.error: Exception | None = None
        self.events: list[PackEvent] = []

    def open(self, text: str) -> Pack:
        self._fail()
        meaning = read_code(text, Shelf())
        if not isinstance(meaning, ToteCode):
            raise Conflict("pack.scan_a_tote", text=text)
        found = next((each for each in self.waiting if meaning.tote in each.totes), None)
        if found is None:
            raise Conflict("promises.tote_empty", tote=meaning.tote)
        self.pack = found
        return found

    def scan(self, text: str, *, typed: bool = False) -> PackOutcome:
        return self._settle(read_code(text, Shelf(), typed=typed))

    def vouches(self, text: str) -> Person | None:
        step = None if self.pack is None else self.pack.step
        wrong = isinstance(step, Weighing) and step.measured > 0
        return BOSS if wrong and read_code(text, Shelf()) == BadgeCode(LEADER) else None

    def override(self, text: str, pin: str) -> tuple[SignIn, PackOutcome | None]:
        if pin != PIN:
            return SignIn(None, "pin.wrong", text, asks=BOSS), None
        return SignIn(BOSS), self._settle(Override(LEADER))

    def weigh(self, grams: int) -> PackOutcome:
        return self._settle(Weight(grams))

    def _settle(self, event: PackEvent) -> PackOutcome:
        self._fail()
        if self.pack is None:
            raise Conflict("pack.nothing_open")
        self.events.append(event)
        outcome = advance(self.pack, event)
        self.pack = None if isinstance(outcome.pack.step, Closed) else outcome.pack
        if outcome.ask is not None:
            self.asks.append(outcome.ask)
        return outcome

    def _fail(self) -> None:
        if self.error is not None:
            error, self.error = self.error, None
            raise error


class Scale:
    """Counts how often it was asked; a reading is given by the test."""

    def __init__(self) -> None:
        self.asked = 0

    def ask(self) -> None:
        self.asked += 1


class Answers:
    """Keeps what was answered about prints."""

    def __init__(self) -> None:
        self.given: list[tuple[int, bool]] = []

    @property
    def take(self) -> Callable[[int, bool], None]:
        return lambda job, out: self.given.append((job, out))
