"""Walks go to people: the next one, a certain one, somebody else's; they are kept, forgotten and given back."""

from typing import Any

import sqlalchemy as sa
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from app.central.promises import claiming
from app.central.tables import walk
from app.domain.errors import Conflict
from app.domain.picking.walk import Walk
from tests.app.central.machine.hand import hand_of
from tests.app.central.machine.model import promising
from tests.app.central.machine.model.comparing import put_by_put
from tests.app.central.machine.rules.ground import Ground, which

badge, zone = st.sampled_from(["BA2001", "BA2002"]), st.sampled_from(["A", "B", ""])


class Claims(Ground):
    """Rules about who has which walk."""

    @precondition(lambda self: self.idle() and any(tour.live for tour in self.world.walks.values()))
    @rule(number=which, who=badge, where=zone)
    def take_the_next_walk(self, number: int, who: str, where: str) -> None:
        station = self.idle()[number % len(self.idle())]
        expected = promising.next_walk(self.world, station, who, where)
        found = claiming.claim(self.central, station=station, badge=who, zone=where, now=self.now)
        assert (found and found.id) == expected, f"walk {found and found.id} was given, {expected} is next"
        if found is not None:
            self._take(station, who, found)

    @precondition(lambda self: self.idle() and self.world.walks)
    @rule(at=which, who=badge, number=which, take_over=st.booleans())
    def take_a_certain_walk(self, at: int, who: str, number: int, *, take_over: bool) -> None:
        station = self.idle()[at % len(self.idle())]
        chosen = sorted(self.world.walks)[number % len(self.world.walks)]
        may = promising.may_have(self.world, chosen, station, take_over=take_over)
        how: dict[str, Any] = {"station": station, "badge": who, "zone": "", "now": self.now}
        try:
            found = claiming.claim(self.central, walk_id=chosen, take_over=take_over, **how)
        except Conflict:
            assert not may, f"walk {chosen} may be had"
            return
        assert may, f"walk {chosen} was given though it is {self.world.walks[chosen]}"
        assert found is not None
        self._take(station, who, found)

    @precondition(lambda self: self.idle() and self.hands)
    @rule(at=which, number=which)
    def take_over(self, at: int, number: int) -> None:
        """Takes what somebody has in hand; that one does not know it yet."""
        held = sorted({hand.walk.id for hand in self.hands.values()})
        chosen = sorted(self.world.walks).index(held[number % len(held)])
        self.take_a_certain_walk(at=at, who="BA2002", number=chosen, take_over=True)

    def _take(self, station: str, who: str, found: Walk) -> None:
        promising.claim(self.world, found.id, station, who)
        tour = self.world.walks[found.id]
        assert (found.fence, found.made) == (tour.fence, tour.deeds), f"{found.id}: fence {found.fence}, {tour}"
        self.hands[station] = hand_of(found)
        left = {put: units for put, units in self.hands[station].left.items() if units}
        assert left == put_by_put(self.world.promises, found.id), "the walk says something else is to be taken"

    @precondition(lambda self: self.hands)
    @rule(number=which)
    def renew(self, number: int) -> None:
        station, hand = sorted(self.hands.items())[number % len(self.hands)]
        stands = promising.holds(self.world, hand.walk.id, station, hand.walk.fence)
        try:
            claiming.renew(self.central, station=station, walk_id=hand.walk.id, fence=hand.walk.fence, now=self.now)
        except Conflict:
            assert not stands, "a claim that stands was not prolonged"
        else:
            assert stands, f"{station} holds no claim any more that could be prolonged"

    @precondition(lambda self: self.hands)
    @rule(number=which)
    def give_back(self, number: int) -> None:
        """What was begun cannot be given back, nor what somebody else has by now."""
        station, hand = sorted(self.hands.items())[number % len(self.hands)]
        if self.pens[station].away or hand.made > self.world.walks[hand.walk.id].deeds:
            return
        mine, fence = hand.walk.id, hand.walk.fence
        may = promising.may_give_back(self.world, mine, station, fence)
        how: dict[str, Any] = {"station": station, "badge": "BA2001", "now": self.now}
        try:
            claiming.release_claim(self.central, walk_id=mine, fence=fence, **how)
        except Conflict:
            assert not may, f"walk {mine} may be given back"
            return
        assert may, f"walk {mine} was given back though it was begun or is another's: {self.world.walks[mine]}"
        promising.give_back(self.world, mine)
        del self.hands[station]

    @precondition(lambda self: self.hands)
    @rule(number=which)
    def forget(self, number: int) -> None:
        """A station that has told everything begins anew, and asks the centre where it stood."""
        station, hand = sorted(self.hands.items())[number % len(self.hands)]
        if not self.pens[station].away and not self.inbox.waiting and hand.made:
            del self.hands[station]

    @rule(minutes=st.sampled_from([1, 9, 20]))
    def time_passes(self, minutes: int) -> None:
        """Claims lapse; only those that nobody has begun may be given back by the house itself."""
        self.house.later(minutes)
        held = {n for n, tour in self.world.walks.items() if tour.state == "claimed"}
        self.sweeper.sweep(self.now)
        still = {row.id for row in self.ask(sa.select(walk.c.id).where(walk.c.state == "claimed"))}
        for freed in sorted(held - still):
            tour = self.world.walks[freed]
            may = promising.may_give_back(self.world, freed, tour.station or "", tour.fence)
            assert may, f"walk {freed} was taken away from somebody: {tour}"
            promising.give_back(self.world, freed)
