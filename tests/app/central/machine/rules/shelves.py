"""Units come in and are counted, rightly and wrongly."""

from hypothesis import strategies as st
from hypothesis.stateful import rule

from app.domain.deeds import Counted, Stocked
from tests.app.central.machine.rules.ground import Ground, code, few, shelf, sku


class Shelves(Ground):
    """Rules about what lies on shelves."""

    @rule(station=code, item=sku, place=shelf, qty=few)
    def receive(self, station: str, item: str, place: str, qty: int) -> None:
        self.tell(station, Stocked(place, item, qty, "receipt", "r"))

    @rule(station=code, item=sku, qty=few)
    def receive_at_the_dock(self, station: str, item: str, qty: int) -> None:
        """What lies at the dock is not promised to anybody."""
        self.tell(station, Stocked("DOCK-1", item, qty, "receipt", "r"))

    @rule(station=code, item=sku, place=shelf, off=st.integers(-3, 3))
    def count(self, station: str, item: str, place: str, off: int) -> None:
        self.tell(station, Counted(place, item, max(0, self.world.units[item, place] + off)))
