"""A walk in somebody's hands, as far as a test has to know it."""

from dataclasses import dataclass, field

from app.domain.deeds import Picked
from app.domain.picking.walk import Put, Slot, Stop, Walk


@dataclass
class Hand:
    """A walk in somebody's hands: what is still to take, the totes, and how many deeds were done."""

    walk: Walk
    left: dict[int, int]
    totes: dict[int, str]
    filled: set[str]
    made: int
    last: Picked | None = None
    bound: int = 0
    over: list[str] = field(default_factory=list)

    @property
    def open_puts(self) -> list[tuple[Stop, Put]]:
        """What is still to take, in the order of the walk."""
        return [(stop, put) for stop in self.walk.stops for put in stop.puts if self.left[put.id]]

    @property
    def head(self) -> tuple[int, int, int]:
        """How a deed of this walk begins: walk, fence, and its own number."""
        self.made += 1
        return self.walk.id, self.walk.fence, self.made

    def slot_of(self, tote: str) -> Slot:
        """The order on the cart that a tote is for."""
        return next(self.walk.slots[at] for at, code in self.totes.items() if code == tote)

    def new_tote(self, at: int) -> str:
        """A tote that nobody has used yet."""
        self.bound += 1
        self.totes[at] = f"TO{self.walk.id:04}{self.walk.fence:02}{at:02}{self.bound:02}"
        return self.totes[at]


def hand_of(walk: Walk) -> Hand:
    """Takes a walk as the centre gives it: what was taken is taken, what is in the totes is in the totes."""
    left = {put.id: put.left for stop in walk.stops for put in stop.puts}
    aboard = {at: (slot.tote or next(iter(slot.incoming), "")) for at, slot in enumerate(walk.slots)}
    filled = {tote for slot in walk.slots for tote in (*slot.carried, *slot.incoming) if tote not in slot.handed}
    return Hand(walk, left, {at: tote for at, tote in aboard.items() if tote}, filled, walk.made)
