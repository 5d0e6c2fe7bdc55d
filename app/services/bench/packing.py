"""An order at the bench: opened at the centre, verified scan by scan, its label printed when it is right."""

from collections.abc import Callable, Sequence

from app.central.promises.packing import open_for_packing
from app.central.reads.consignments import Consignment, consignment
from app.domain.codes import BadgeCode, Meaning, ToteCode, readable
from app.domain.deeds import Deed, ScanRefused
from app.domain.errors import Conflict, Unavailable
from app.domain.master.people import Person
from app.domain.master.rights import Right, may
from app.domain.packing.advance import FreshNumbers, Override, PackEvent, Weight, advance
from app.domain.packing.outcome import PackOutcome, PrintAsk
from app.domain.packing.pack import Closed, Pack, Weighing
from app.labels import make_sscc
from app.services.bench.papers import Papers, read_consignment, store_consignment
from app.services.bench.printers import LabelPrinter
from app.services.desk import Desk
from app.services.ended import has_left, is_booked, order_ended
from app.services.floor.signing import Door, SignIn
from app.services.people.rights import require
from app.station.journal import Note
from app.station.numbers import SSCC
from app.station.printing import PrintWanted
from app.station.stored import PACK_CLASSES, classes_of, from_json, to_json
from app.station.work import Claimed, Event, Remember
from app.station.work import Finished as WorkDone

_ORDER = "consignment"

EVENT_CLASSES = classes_of(PackEvent)
"""What may happen at a bench, for reading its log back."""


class Packing:
    """The order open at this bench.

    Attributes:
        pack: As it stands, or None.
    """

    def __init__(
        self,
        desk: Desk,
        papers: Papers,
        *,
        prefix: str,
        printer: Callable[[], LabelPrinter],
        wake_printer: Callable[[], None],
    ) -> None:
        """Stands again where the bench stood before the program ended.

        Args:
            desk: The station.
            papers: Makes labels and slips.
            prefix: GS1 company prefix for parcel numbers.
            printer: Gives the printer that labels go to now.
            wake_printer: Tells its courier that there is a job.
        """
        self._desk, self._papers, self._prefix = desk, papers, prefix
        self._printer, self._wake_printer = printer, wake_printer
        self._order: Consignment | None = None
        self._spare = ""
        self.pack: Pack | None = self._replayed()
        desk.lay_down.append(self._lay_down)

    def open(self, text: str) -> Pack:
        """Opens the order whose tote was scanned.

        Raises:
            Conflict: It is no tote, the tote is empty, the order is not complete yet or open elsewhere.
            Unavailable: The centre cannot be reached, or no parcel numbers are left here.
        """
        if self.pack is not None:
            return self.pack
        desk = self._desk
        require(desk, Right.PACK)
        desk.require_claims()
        meaning = desk.read(text, typed=True)
        if not isinstance(meaning, ToteCode):
            raise Conflict("pack.scan_a_tote", text=readable(text))
        self._spare = self._spare or self._number()  # a tote that is refused uses no number up
        booked, now = is_booked(desk), desk.clock.now()
        pack = open_for_packing(
            desk.centre, station=desk.code, tote=meaning.tote, numbers=(self._spare,), now=now, badge=desk.who
        )
        if has_left(desk, pack.order) and not booked:
            raise Conflict("promises.already_packed", order=pack.ref)
        order = consignment(desk.centre, pack.order)
        with desk.hands:
            desk.tell((), Claimed("pack", to_json(pack)), Remember(_ORDER, store_consignment(order)))
            self.pack, self._order, self._spare = pack, order, ""
        return pack

    def vouches(self, text: str) -> Person | None:
        """Gives whose badge a text is, if that person may let the wrong weight at hand pass once the PIN is proved."""
        step = None if self.pack is None else self.pack.step
        badge = self._desk.read(text)
        if not (isinstance(step, Weighing) and step.measured and isinstance(badge, BadgeCode)):
            return None
        person, here = self._desk.catalogue.person(badge.badge), self._desk.person
        proved = here is not None and here.badge == badge.badge
        return person if person is not None and may(person.role, Right.OVERRIDE) and not proved else None

    def override(self, text: str, pin: str) -> tuple[SignIn, PackOutcome | None]:
        """Lets a wrong weight pass in the name of somebody who comes to the bench with badge and PIN.

        Returns:
            What came of the PIN, and of the bench if it was right.

        Raises:
            Conflict: Nothing is open, or the badge is not for that.
            Unavailable: PINs cannot be looked at here, or the disk does not take it.
        """
        came = Door(self._desk).lets(text, Right.OVERRIDE, pin)
        return came, None if came.person is None else self._settle(text, Override(came.person.badge))

    def scan(self, text: str, *, typed: bool = False) -> PackOutcome:
        """Reads a text and advances the bench; a supervisor who works here lets a wrong weight pass by badge.

        Raises:
            Conflict: Nothing is open, or the label cannot be made.
            Unavailable: The disk does not take it.
        """
        meaning: PackEvent = self._desk.read(text, typed=typed)
        if isinstance(meaning, BadgeCode):
            meaning = self._override(meaning) or meaning
        return self._settle(text, meaning)

    def weigh(self, grams: int) -> PackOutcome:
        """Takes a stable weight from the scale."""
        return self._settle(f"{grams} g", Weight(grams))

    @property
    def wants_weight(self) -> bool:
        """Whether the parcel is to be put on the scale now."""
        return self.pack is not None and isinstance(self.pack.step, Weighing)

    def _lay_down(self) -> None:
        self.pack, self._order, self._spare = None, None, ""

    def _settle(self, text: str, event: PackEvent) -> PackOutcome:
        with self._desk.hands:
            return self._advanced(text, event)

    def _advanced(self, text: str, event: PackEvent) -> PackOutcome:
        if self.pack is None:
            raise Conflict("pack.nothing_open")
        notes: list[Note] = []
        pack = self._stocked(self.pack, notes)
        outcome = advance(pack, event)
        deeds: Sequence[Deed] = outcome.deeds
        if outcome.refused:
            deeds = (ScanRefused("packing", text, str(outcome.reason or ""), str(outcome.names.get("expected", ""))),)
        notes.append(Event(to_json(event)))
        over = isinstance(outcome.pack.step, Closed)
        if over:
            notes += [WorkDone(), order_ended(self._desk, pack.order)]
        if outcome.ask is not None:
            notes.append(self._label(outcome.pack, outcome.ask))
        self._desk.tell(deeds, *notes)
        self.pack = None if over else outcome.pack
        if outcome.ask is not None:
            self._wake_printer()
            if outcome.ask.copy == 1:
                self._papers.hand_out("slips", f"{outcome.ask.parcel}.pdf")
        return outcome

    def _label(self, pack: Pack, ask: PrintAsk) -> PrintWanted:
        """Makes the label before anything is journaled: a label that cannot be made must not look made."""
        if self._order is None:
            raise Conflict("pack.nothing_open")
        now = self._desk.clock.now()
        printer = self._printer()
        data = self._papers.label(self._order, ask, now, form=printer.language, dpi=printer.dpi)
        if ask.copy == 1:
            self._papers.slip(self._order, pack, ask.weight_g, now)
        return PrintWanted(
            "shipping", ask.parcel, ask.copy, data, printer.name, ask.cause, printer.language, printer.dpi
        )

    def _stocked(self, pack: Pack, notes: list[Note]) -> Pack:
        """Lays one more parcel number ready, so that a second box never waits for the centre."""
        if len(pack.numbers) > 1 or not self._desk.numbers.left(SSCC):
            return pack
        fresh = FreshNumbers((self._number(),))
        notes.append(Event(to_json(fresh)))
        return advance(pack, fresh).pack

    def _number(self) -> str:
        serial = self._desk.numbers.take(SSCC)
        if serial is None:
            raise Unavailable("this station has no parcel numbers left and cannot reach the centre for more")
        return make_sscc(self._prefix, serial)

    def _override(self, badge: BadgeCode) -> Meaning | Override | None:
        """Lets whoever signed in here with a PIN vouch by badge alone; anybody else comes by ``override``."""
        here = self._desk.person
        if here is None or here.badge != badge.badge or not may(here.role, Right.OVERRIDE):
            return None
        return Override(here.badge)

    def _replayed(self) -> Pack | None:
        work = self._desk.work.open_work()
        if work is None or work.kind != "pack":
            return None
        kept = self._desk.memory.recall(_ORDER)
        self._order = read_consignment(kept) if kept else None
        pack: Pack = from_json(work.claimed, PACK_CLASSES)
        for event in work.events:
            pack = advance(pack, from_json(event, EVENT_CLASSES)).pack
        return pack
