"""Orders come in, come again, are paid, are changed in the shop, and are called off."""

from dataclasses import replace
from datetime import timedelta

import sqlalchemy as sa
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from app.central.promises import cancelling
from app.central.tables import order_line
from app.domain.errors import Conflict
from app.domain.intake import OrderDraft
from tests.app.central.machine.model import promising
from tests.app.central.machine.model.world import OVER, Line, Order
from tests.app.central.machine.rules.ground import Ground, few, sku, which
from tests.app.central.promises.warehouse import DAY, order
from tests.databases.homes import Home


class Orders(Ground):
    """Rules about orders."""

    def __init__(self, home: Home) -> None:
        super().__init__(home)
        self.drafts: dict[int, OrderDraft] = {}

    @rule(wanted=st.dictionaries(sku, few, min_size=1, max_size=3), placed=st.integers(0, 3), paid=st.integers(0, 4))
    def import_an_order(self, wanted: dict[str, int], placed: int, paid: int) -> None:
        ref = f"R{len(self.drafts)}"
        draft = order(ref, wanted, paid=paid > 0, placed_at=DAY - timedelta(minutes=placed))
        assert self.house.order(draft).orders_new == 1
        number = self.house.number(ref)
        self.drafts[number] = draft
        self.world.orders[number] = Order(ref, -placed, "open" if paid else "held")
        mine = sa.select(order_line.c.id, order_line.c.sku, order_line.c.qty).where(order_line.c.order_id == number)
        lines = {row.id: Line(number, row.sku, row.qty) for row in self.ask(mine)}
        assert {line.sku: line.qty for line in lines.values()} == wanted
        self.world.lines |= lines

    @precondition(lambda self: self.drafts)
    @rule(number=which, more=st.integers(0, 2))
    def import_it_again(self, number: int, more: int) -> None:
        """Whatever the file says of a known order, its lines stay; payment is the one thing that is taken over."""
        chosen = sorted(self.drafts)[number % len(self.drafts)]
        one = self.world.orders[chosen]
        first, *rest = self.drafts[chosen].lines
        draft = replace(self.drafts[chosen], lines=(replace(first, quantity=first.quantity + more), *rest), paid=True)
        stored = self.house.order(draft)
        assert (stored.orders_new, stored.orders_changed, stored.orders_paid) == (0, more > 0, one.state == "held")
        if one.state == "held":
            one.state = "open"

    def most_are_wanted(self) -> bool:
        """A floor on which everything is called off has nothing to do."""
        off = sum(each.state == "cancelled" for each in self.world.orders.values())
        return 3 * off < len(self.drafts)

    @precondition(lambda self: self.most_are_wanted())
    @rule(number=which)
    def call_off(self, number: int) -> None:
        chosen = [*sorted(self.drafts), 9999][number % (len(self.drafts) + 1)]
        before = self.world.orders.get(chosen)
        may = before is not None and promising.cancel(self.world, chosen)
        try:
            cancelling.cancel(self.central, chosen, "BA1001", station="ST1", now=self.now)
        except Conflict:
            assert not may, f"order {chosen} may be called off: it was {before}"
        else:
            assert may, f"order {chosen} was called off though it was {before}"

    @precondition(lambda self: self.most_are_wanted())
    @rule(numbers=st.sets(which, min_size=1, max_size=3))
    def call_off_by_a_file(self, numbers: set[int]) -> None:
        chosen = {sorted(self.drafts)[number % len(self.drafts)] for number in numbers}
        states = [self.world.orders[number].state for number in chosen]
        stored = self.house.cancel(*(self.world.orders[number].ref for number in chosen))
        assert stored.orders_cancelled == sum(state not in OVER for state in states)
        assert stored.cancels_late == sum(state in ("packed", "shipped") for state in states)
        for number in sorted(chosen):
            promising.cancel(self.world, number)
