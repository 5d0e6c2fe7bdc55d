"""What the widgets paint, as frozen values a presenter can make without Qt.

Texts are plain strings here where they come from the warehouse (codes, names); sentences are phrases, said by the
screen. All quantities are integers of the item's base unit.
"""

from dataclasses import dataclass
from typing import Literal

BadgeState = Literal["ok", "busy", "attention", "error", "off"]
CellState = Literal["idle", "active", "done", "full", "other"]
Tone = Literal["todo", "ok", "error", "attention", "done"]


@dataclass(frozen=True, slots=True)
class Badge:
    """A lamp in the top strip.

    Attributes:
        device: ``"scanner"``, ``"printer"``, ``"scale"``, ``"centre"`` or ``"sound"``.
        state: How it is; each state has its own icon, never colour alone.
        text_key: Phrase key of its words, e.g. ``"ui.badge.printer.ok"``; empty hides the lamp.
        count: Fills ``{count}`` in the phrase, e.g. how many facts wait.
        where: A name after the words, e.g. of a neighbour's printer.
        since: Fills ``{since}`` in the phrase: the time on the wall at which the trouble began.
    """

    device: str
    state: BadgeState
    text_key: str
    count: int = 0
    where: str = ""
    since: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """A banner over the body; never a dialog.

    Attributes:
        key: Phrase key of what it says.
        closes_key: Phrase key of how to close it, naming the scan: "Scan CONFIRM to go on".
        code: The command that its button sends, e.g. ``"#OK"``.
        names: Fill the braces of both phrases.
        tone: Its colour and icon.
    """

    key: str
    closes_key: str
    code: str
    names: tuple[tuple[str, object], ...] = ()
    tone: Tone = "attention"


@dataclass(frozen=True, slots=True)
class PlaceFace:
    """A place, huge.

    Attributes:
        code: As people read it, e.g. ``"A-03-2"``.
        check_digits: Two or three digits to type instead of scanning; empty for none.
        done: True paints the tick: the place was confirmed.
    """

    code: str
    check_digits: str = ""
    done: bool = False


@dataclass(frozen=True, slots=True)
class ItemFace:
    """An item: what it is called, its SKU, and the last digits of its barcode to compare by eye."""

    name: str
    sku: str
    tail: str = ""
    done: bool = False


@dataclass(frozen=True, slots=True)
class QtyFace:
    """How many to take now.

    Attributes:
        take: Units for this tote (the huge number).
        total: Units of the whole stop; shown as "of 3" when above ``take``.
        in_hand: Units scanned so far.
        verb_key: Phrase key of the word before the number.
    """

    take: int
    total: int = 0
    in_hand: int = 0
    verb_key: str = "ui.qty.take"


@dataclass(frozen=True, slots=True)
class ToteCell:
    """One position of a cart or wall.

    Attributes:
        number: As painted on the cart.
        state: ``active`` is where the goods go now; ``full`` is hatched; ``other`` belongs to somebody else.
        count: Units, shown as "times 2" when above 0.
        label: A small second text, e.g. the tote's last digits.
        code: What a touch on it sends, e.g. the tote's code; empty: a touch does nothing.
    """

    number: str
    state: CellState = "idle"
    count: int = 0
    label: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row of a ranked list that is chosen by scan, touch or key.

    Attributes:
        title: Big text.
        detail: Smaller text below.
        code: What choosing it sends to the router.
        key: Keyboard key that chooses it, e.g. ``"1"`` or ``"Enter"``; also put it in ``Frame.choices``.
        mark: Short text at the right, e.g. the cut-off.
        tone: Colour and icon of the mark; None for a plain one.
        icon: Name of a picture.
    """

    title: str
    detail: str = ""
    code: str = ""
    key: str = ""
    mark: str = ""
    tone: Tone | None = None
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a plot: a label, its value, the value that would be full, and its colour."""

    label: str
    value: int
    limit: int
    tone: Tone = "todo"


@dataclass(frozen=True, slots=True)
class ShellSettings:
    """How a station and its user want the window.

    Attributes:
        station: What the strip calls this station.
        language: ISO 639-1 code.
        theme: One of ``ui.theme.THEMES``.
        px_per_mm: Pixels in a millimetre of this screen.
        font_scale: The user's wish, 1.0 is normal.
        left_handed: Swaps left and right.
        kiosk: Fills the screen without a frame and cannot be closed by the mouse.
    """

    station: str = ""
    language: str = "es"
    theme: str = "dark"
    px_per_mm: float = 3.61
    font_scale: float = 1.0
    left_handed: bool = False
    kiosk: bool = False
