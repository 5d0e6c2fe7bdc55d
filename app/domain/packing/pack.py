"""What lies on a pack bench: one order, the totes it came in, and the parcel being filled."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PackLine:
    """An order line as the bench sees it.

    Attributes:
        line: The order line.
        sku: The item.
        name: What the item is called.
        weight_g: Weight of one unit in grams; 0 when unknown.
        need: Units the totes hold for this line.
        packed: Units verified into any parcel of the order.
        boxed: Units of those that are in the parcel open now.
        short: Units that were missing or damaged at the bench.
    """

    line: int
    sku: str
    name: str
    weight_g: int
    need: int
    packed: int = 0
    boxed: int = 0
    short: int = 0

    @property
    def left(self) -> int:
        """Units still to verify."""
        return self.need - self.packed - self.short


@dataclass(frozen=True, slots=True)
class Content:
    """Units of a line that still lie in a tote."""

    tote: str
    line: int
    sku: str
    qty: int


@dataclass(frozen=True, slots=True)
class Verifying:
    """Scan every unit; it goes from its tote into the open parcel."""


@dataclass(frozen=True, slots=True)
class Excusing:
    """Say why the units that are left are not there."""


@dataclass(frozen=True, slots=True)
class Weighing:
    """Put the parcel on the scale. ``measured`` is the last weight that did not fit, 0 at first."""

    measured: int = 0


@dataclass(frozen=True, slots=True)
class Labelling:
    """The label was printed: stick it on and scan it. ``copy`` counts the prints, ``weight_g`` is what was weighed."""

    weight_g: int
    copy: int = 1


@dataclass(frozen=True, slots=True)
class Reprinting:
    """Say why the label is printed again."""

    weight_g: int
    copy: int


@dataclass(frozen=True, slots=True)
class Closed:
    """Everything of the order is in closed parcels."""


PackStep = Verifying | Excusing | Weighing | Labelling | Reprinting | Closed
"""Where the packer stands: exactly one of these."""


@dataclass(frozen=True, slots=True)
class Boxed:
    """A verification that can be undone: units of a line from a tote."""

    line: int
    tote: str
    sku: str
    qty: int


@dataclass(frozen=True, slots=True)
class Pack:
    """One order open at a bench.

    Attributes:
        order: The order.
        ref: The order as its channel calls it.
        recipient: Name of the person or firm it goes to.
        carrier: Who carries it.
        totes: Totes the order came in.
        lines: What is to be verified.
        contents: What still lies in the totes.
        numbers: Free parcel numbers (SSCC, 18 digits); the first is the open parcel's.
        parcel_no: Number of the open parcel within the order, from 1.
        tare_g: Weight of the empty box.
        tolerance: Relative deviation from the expected weight that passes, in thousandths.
        tolerance_g: Absolute deviation in grams that always passes.
        count_limit: A quantity above this, given as a number, is asked for twice.
        step: Where the packer stands.
        trail: Verifications of the open parcel, the last one last.
        confirm: What must be scanned a second time to be accepted.
    """

    order: int
    ref: str
    recipient: str
    carrier: str
    totes: tuple[str, ...]
    lines: tuple[PackLine, ...]
    contents: tuple[Content, ...]
    numbers: tuple[str, ...]
    step: PackStep
    parcel_no: int = 1
    tare_g: int = 150
    tolerance: int = 30
    tolerance_g: int = 30
    count_limit: int = 99
    trail: tuple[Boxed, ...] = ()
    confirm: str = ""

    @property
    def parcel(self) -> str:
        """SSCC of the parcel being filled."""
        return self.numbers[0]

    @property
    def left(self) -> int:
        """Units still to verify."""
        return sum(line.left for line in self.lines)

    @property
    def boxed(self) -> int:
        """Units in the open parcel."""
        return sum(line.boxed for line in self.lines)

    @property
    def weights_known(self) -> bool:
        """Whether every item in the open parcel has a weight, so that the scale can judge it."""
        return all(line.weight_g for line in self.lines if line.boxed)

    @property
    def expected_g(self) -> int:
        """What the open parcel should weigh in grams: its units and the box."""
        return self.tare_g + sum(line.boxed * line.weight_g for line in self.lines)

    @property
    def allowed_g(self) -> int:
        """How far the scale may deviate from that in grams, either way."""
        return max(self.tolerance_g, self.expected_g * self.tolerance // 1000)
