"""The supervisor of the demo: assigns three pickers in three ways, releases the wave, cancels an order, ships."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt

from ui.demo.crew import Play, pause
from ui.demo.hand import Hand
from ui.demo.world import World
from ui.presenters.bench.ship_state import ShipState
from ui.presenters.office.board_state import BoardState

_LOOK_S = 0.5
"""So long a supervisor looks at a screen before doing something."""


@dataclass(frozen=True, slots=True)
class Duty:
    """Who is to work where: a badge and a zone's letter."""

    badge: str
    zone: str


class Supervisor:
    """The supervisor's day."""

    def __init__(
        self,
        hand: Hand,
        world: World,
        badge: tuple[str, str],
        duties: tuple[Duty, ...],
        *,
        floor_done: Callable[[], bool],
        idle: Callable[[], list[str]],
        ready: Callable[[], None],
    ) -> None:
        """Takes the day's plan.

        Args:
            hand: The hand at the office station.
            world: What lies around.
            badge: The supervisor's, and the PIN to it.
            duties: Where the pickers begin.
            floor_done: Whether nothing is left to pick or pack.
            idle: Badges of pickers who have nothing to do.
            ready: Called when the wave is out: then the others begin.
        """
        self._hand, self._world, self._duties = hand, world, duties
        self._badge, self._pin = badge
        self._floor_done, self._idle, self._ready = floor_done, idle, ready
        self._zone_of = {duty.badge: duty.zone for duty in duties}

    def day(self) -> Play:
        """Opens the day, watches it, closes it."""
        hand = self._hand
        yield from hand.scan(self._badge)
        yield from hand.prove(self._pin)
        yield lambda: hand.screen == "home"
        yield pause(_LOOK_S)
        yield from hand.scan("#DEVICES")
        yield lambda: bool(hand.sees("devices").devices)
        yield pause(_LOOK_S)
        yield from hand.scan("#HOME")
        yield from hand.scan("#BOARD")
        yield lambda: self._number(self._duties[0].badge) > 0
        yield pause(_LOOK_S)
        yield from self._assign_all()
        yield from hand.scan("#RELEASE")
        yield from hand.scan("#M1")
        yield lambda: bool(self._board.last)
        self._ready()
        yield from self._watch()
        yield from self._settle_troubles()
        yield from self._ship()
        self._world.over = True
        yield from hand.scan("#BYE")

    @property
    def _board(self) -> BoardState:
        seen: BoardState = self._hand.sees("board")
        return seen

    def _assign_all(self) -> Play:
        """Uses each of the three ways once: scans, keys, touch."""
        first, second, third = self._duties
        yield from self._assign_by_scan(first.badge, first.zone)
        yield lambda: self._number(second.badge) > 0
        yield from self._hand.key(Qt.Key(ord(str(self._number(second.badge)))))
        yield from self._hand.key(Qt.Key(ord(second.zone)))
        yield lambda: self._number(third.badge) > 0
        yield from self._hand.touch(f"#P{self._number(third.badge)}")
        yield from self._hand.touch(f"ZO{third.zone}")

    def _assign_by_scan(self, badge: str, zone: str) -> Play:
        yield from self._hand.scan(badge)
        yield from self._hand.scan(f"ZO{zone}")
        self._zone_of[badge] = zone

    def _number(self, badge: str) -> int:
        """Gives the number a person has on the board, 0 while it does not show the person."""
        people = [person for lane in self._board.lanes for person in lane.people]
        return next((person.number for person in people if person.badge == badge), 0)

    def _watch(self) -> Play:
        """Cancels one order whose goods are in a tote already, and sends idle pickers where work is."""
        while not self._floor_done():
            yield pause(0.3)
            if self._world.callable_off and self._world.happens("cancelled_in_tote"):
                yield from self._cancel(self._world.callable_off[-1][0])
            yield from self._help_out()

    def _cancel(self, order: int) -> Play:
        hand = self._hand
        yield from hand.scan("#CANCEL")
        yield from hand.scan(f"OR{order}")
        if self._board.found is None:
            self._world.incidents["cancelled_in_tote"] = 0
            yield from hand.scan("#BACK")
            return
        yield from hand.scan("#OK")
        if self._board.last[:1] != ("cancelled",):
            self._world.incidents["cancelled_in_tote"] = 0
            yield from hand.scan("#BACK")

    def _help_out(self) -> Play:
        waiting = {lane.zone: lane.units for lane in self._board.lanes if lane.zone and lane.units}
        for badge in self._idle():
            other = next(
                (zone for zone in sorted(waiting, key=lambda z: -waiting[z]) if zone != self._zone_of[badge]), ""
            )
            if other and self._zone_of[badge] not in waiting:
                yield from self._assign_by_scan(badge, other)

    def _settle_troubles(self) -> Play:
        """Puts the goods of the cancelled order back; the rest stays for a person to look at."""
        hand = self._hand
        yield from hand.scan("#HOME")
        yield from hand.scan("#TROUBLE")
        yield pause(_LOOK_S)
        for _ in range(len(hand.sees("trouble").rows)):
            selected = next((row for row in hand.sees("trouble").rows if row.selected), None)
            if selected is not None and selected.kind == "put_back":
                yield from hand.scan("#OK")
                yield from hand.scan("#OK")
                yield pause(0.5)
                break
            yield from hand.scan("#NEXT")
        yield from hand.scan("#HOME")

    def _ship(self) -> Play:
        hand = self._hand
        yield from hand.scan("#SHIP")
        yield pause(_LOOK_S)
        while lane := next((each for each in self._shipping.lanes if each.ready), None):
            yield from hand.scan(f"#C{lane.number}")
            for parcel in self._shipping.parcels[:2]:
                yield from hand.scan("00" + parcel.sscc)
            yield from hand.scan("#OK")
            yield from hand.scan("#OK")
            carrier = lane.carrier
            yield lambda: all(each.carrier != carrier or not each.ready for each in self._shipping.lanes)  # noqa: B023 - waited for at once
        yield from hand.scan("#HOME")

    @property
    def _shipping(self) -> ShipState:
        seen: ShipState = self._hand.sees("shipping")
        return seen
