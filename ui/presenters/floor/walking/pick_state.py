"""What the picking screen paints: one frozen value, for people (faces) and for machines (plain fields) alike."""

from dataclasses import dataclass

from app.domain.boards import ToldLine
from ui.presenters.faces import CellState, ItemFace, PlaceFace, QtyFace
from ui.presenters.frame import Frame, Text


@dataclass(frozen=True, slots=True)
class SlotFace:
    """One position of the cart.

    Attributes:
        number: As painted on the cart; on a walk with one order the tote's own code.
        state: How it looks; ``active`` is where the goods go now.
        count: Units of this stop that go there, shown as "times 2" when above 0.
        label: A small second text: the tote's last digits, or that the order was cancelled.
        cancelled: True paints a cross: nothing goes in there any more.
    """

    number: str
    state: CellState = "idle"
    count: int = 0
    label: Text = ""
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class TaskFace:
    """A task that is not at a shelf: take a tote aboard, put totes down, the walk is over.

    Attributes:
        caption: Small text above.
        big: What is read from two metres.
        words: What else there is to know.
    """

    caption: Text
    big: Text
    words: Text = ""


@dataclass(frozen=True, slots=True)
class Route:
    """The way of a zone walk's totes: those that still come, the zone here, and where they go next."""

    incoming: tuple[str, ...]
    zone: str
    drops: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PickFaces:
    """The body of the picking screen.

    Attributes:
        place: Where the picker must be; None when the task is not at a shelf.
        item: What is taken there.
        qty: How many now.
        sums: How they are shared among the orders, e.g. ``"5 = 2 + 1 + 2"``; empty for one order.
        task: Shown instead of the three cards.
        slots: The cart.
        columns: How many slots stand side by side on it.
        route: Of a zone walk.
        preview: What comes after this, small.
        told: After a drop of the line: the lines worked on, the newest first, and how many of them are central.
    """

    place: PlaceFace | None = None
    item: ItemFace | None = None
    qty: QtyFace | None = None
    sums: str = ""
    task: TaskFace | None = None
    slots: tuple[SlotFace, ...] = ()
    columns: int = 1
    route: Route | None = None
    preview: Text = ""
    told: tuple[ToldLine, ...] = ()


@dataclass(frozen=True, slots=True)
class PickState:
    """Everything of a walk that is shown.

    Attributes:
        frame: Instruction, commands and the rest of the common frame.
        step: ``none``, ``totes``, ``place``, ``item``, ``tote``, ``reason``, ``zero``, ``swap``, ``drop`` or
            ``finished``.
        faces: The body.
        walk: Number of the walk, 0 for none.
        method: ``single``, ``batch`` or ``zone``.
        place: Place of the stop.
        check_digits: What may be typed instead of scanning it.
        sku: The item to take.
        qty: Units of the put that is due now.
        hand: Units counted so far.
        left_here: Units still to take at the stop.
        tote: The tote to be scanned, empty when any free one will do.
        slot: Number of the position the goods or the tote go to, 0 for none.
        drop: Place where the totes are to be put down.
        incoming: Totes that come from an earlier zone and were not scanned yet.
    """

    frame: Frame
    step: str = "none"
    faces: PickFaces = PickFaces()
    walk: int = 0
    method: str = ""
    place: str = ""
    check_digits: str = ""
    sku: str = ""
    qty: int = 0
    hand: int = 0
    left_here: int = 0
    tote: str = ""
    slot: int = 0
    drop: str = ""
    incoming: tuple[str, ...] = ()
