"""A packer of the demo: takes a tote from the bench, scans every item, weighs, sticks the label on and scans it."""

from typing import Protocol

from ui.demo.crew import Play, Until, pause
from ui.demo.hand import HUMAN_PAUSE_S, Hand
from ui.demo.world import World
from ui.presenters.bench.pack_state import PackState

_HEAVY_G = 18_000
"""A box heavier than this is closed and another one begun."""

_LIFT_S = 0.6
"""So long the plate stays empty when a parcel is lifted: the scale is looked at four times a second."""


class Scale(Protocol):
    """A scale that things can be put on; the simulated one is."""

    def put(self, grams: int) -> None:
        """Lets a weight lie on the plate."""
        ...


class Printer(Protocol):
    """A label printer whose labels can be looked at; the simulated one is."""

    @property
    def labels(self) -> list[bytes]:
        """Everything that came out, in order."""
        ...


class Packer:
    """One packer's day."""

    def __init__(self, hand: Hand, world: World, badge: str, *, scale: Scale, printer: Printer) -> None:
        self._hand, self._world, self._badge = hand, world, badge
        self._scale, self._printer = scale, printer

    def day(self) -> Play:
        """Signs in, packs whatever stands at the bench, signs out."""
        hand, world = self._hand, self._world
        yield from hand.scan(self._badge)
        yield lambda: hand.screen == "home"
        yield from hand.scan("#PACK")
        yield lambda: hand.screen == "packing"
        while not world.over:
            if not world.bench:
                yield pause(0.05)
                continue
            tote = world.bench.popleft()
            if tote not in world.filled:
                continue
            yield from hand.scan(tote)
            if self._sees.step in {"idle", "closed"}:
                world.bench.append(tote)
                yield pause(HUMAN_PAUSE_S)
                continue
            yield from self._order()
        yield from hand.scan("#BYE")

    @property
    def _sees(self) -> PackState:
        seen: PackState = self._hand.sees("packing")
        return seen

    def _order(self) -> Play:
        totes = self._sees.totes
        while self._sees.step not in {"closed", "idle"}:
            yield from self._step(self._sees)
        self._scale.put(0)
        for tote in totes:
            self._world.filled.pop(tote, None)
            self._world.free.append(tote)

    def _step(self, seen: PackState) -> Play:
        match seen.step:
            case "verifying":
                yield from self._verify(seen)
            case "weighing":
                yield from self._weigh(seen)
            case "labelling":
                yield from self._label(seen)
            case "reprinting":
                yield from self._hand.scan("#R2")
            case "asking":
                yield from self._hand.scan("#YES" if self._printed(seen.sscc, 1) else "#NO")
            case _:
                yield from self._hand.scan("#UNDO")

    def _verify(self, seen: PackState) -> Play:
        if seen.pack is not None and seen.pack.boxed and seen.expected_g > _HEAVY_G:
            yield from self._hand.scan("#BOX")
            return
        line = next(each for each in seen.lines if each.left)
        goods = self._world.goods[line.sku]
        left = sum(each.left for each in seen.lines if each.sku == line.sku)
        yield from self._hand.scan(goods.single)
        if left > 1:
            fits = max(2, min(left, _HEAVY_G // max(1, goods.weight_g)))
            number = fits + self._just_scanned(line.sku) - 1
            code = f"#QTY{number}"
            yield from self._hand.scan(code)
            if number > 99 and self._sees.step == "verifying" and self._left(line.sku) == left - 1:
                yield from self._hand.scan(code)

    def _just_scanned(self, sku: str) -> int:
        """Counts the units of the item that were scanned last in a row: the number given next includes them."""
        pack = self._sees.pack
        count = 0
        for move in reversed(pack.trail if pack else ()):
            if move.sku != sku:
                break
            count += move.qty
        return max(1, count)

    def _left(self, sku: str) -> int:
        return sum(each.left for each in self._sees.lines if each.sku == sku)

    def _weigh(self, seen: PackState) -> Play:
        if self._world.happens("wrong_weight"):
            self._scale.put(seen.expected_g * 2)
            yield lambda: self._sees.wrong_weight
            self._scale.put(0)
            yield pause(_LIFT_S)
        self._scale.put(seen.expected_g + 3)
        yield self._until_weighed()
        self._scale.put(0)

    def _until_weighed(self) -> Until:
        return lambda: self._sees.step != "weighing" and self._hand.window.quiet

    def _label(self, seen: PackState) -> Play:
        """Waits for the label, and scans what is printed on it: not what the screen says."""
        yield lambda: self._printed(seen.sscc, seen.copy) or self._sees.step == "asking"
        if self._sees.step == "asking":
            return
        if self._world.happens("reprint"):
            yield from self._hand.scan("#REPRINT")
            return
        yield from self._hand.scan("00" + seen.sscc)

    def _printed(self, sscc: str, copies: int) -> bool:
        mark = f">;>800{sscc}".encode()
        return sum(mark in label for label in self._printer.labels) >= copies
