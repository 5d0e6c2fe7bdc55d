"""The door: see what is ready for each carrier, load it by scan, close the manifest."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import PurePath
from typing import Protocol

from app.domain.boards import CarrierLane, ParcelRow
from app.domain.codes import Command, ParcelCode
from app.services.bench.shipping import ManifestDone
from ui.presenters.bench.answers import conflict_of, own_meaning
from ui.presenters.bench.ship_state import PAGE, ShipMoment, ShipState, ship_state
from ui.presenters.frame import Line, Mood, Scan, Text, View, line
from ui.presenters.lane import Lane

_SSCC_DIGITS = 18
_TAIL = 6


class Door(Protocol):
    """The service behind the screen."""

    def lanes(self) -> tuple[CarrierLane, ...]:
        """Gives every carrier with parcels or orders waiting; raises ``Unavailable``."""
        ...

    def close(self, carrier: str) -> ManifestDone:
        """Hands every ready parcel of a carrier over; raises ``Conflict`` or ``Unavailable``."""
        ...


class ShippingPresenter:
    """Leads a person from the choice of a carrier to the closed manifest.

    Attributes:
        busy: True while the door answers.
        counts_scans: Never: a parcel is one parcel.
        takes_badges: Never.
        state: What was presented last.
    """

    counts_scans = False
    takes_badges = False

    def __init__(self, view: View, lane: Lane, door: Door, *, now: Callable[[], datetime], home: str = "home") -> None:
        """Starts with no lanes known.

        Args:
            view: Its screen.
            lane: Where the door's work runs.
            door: The service.
            now: The time, aware, in the station's zone.
            home: Name of the screen that ``#HOME`` opens.
        """
        self._view, self._lane, self._door = view, lane, door
        self._now, self._home = now, home
        self.busy = False
        self._moment = ShipMoment()
        self.state: ShipState = ship_state(self._moment, now())

    def opened(self) -> None:
        """Loads the lanes."""
        self._moment = replace(self._moment, asked=False, wrong="", said="", note="", helping=False)
        self._present("quiet")
        self.refresh()

    def refresh(self) -> None:
        """Loads the lanes again; what is said and chosen stays. A timer may call it while the screen is open."""
        self._lane.run(self._door.lanes, self._took, self._no_lanes)

    def scanned(self, scan: Scan) -> None:
        """Takes a parcel, a carrier's number or a command."""
        text = scan.text.strip()
        if scan.typed and len(text) == _SSCC_DIGITS and text.isdigit():
            text = f"00{text}"
        match own_meaning(text):
            case Command("HOME"):
                self._view.open(self._home)
            case Command("HELP"):
                self._tell(replace(self._moment, helping=not self._moment.helping), "quiet")
            case Command("C", int(number)) if 1 <= number <= len(self._moment.lanes):
                self._choose(self._moment.lanes[number - 1].carrier)
            case Command("NEXT"):
                self._turn_page()
            case Command("UNDO" | "BACK"):
                self._undo()
            case Command("OK"):
                self._ok()
            case ParcelCode(sscc):
                self._parcel(sscc)
            case _:
                self._refuse(line("ship.not_a_parcel", text=scan.brief))

    def _took(self, lanes: tuple[CarrierLane, ...]) -> None:
        moment = replace(self._moment, lanes=lanes, away=False, note="")
        known = {each.sscc for lane in lanes for each in lane.parcels}
        loaded = tuple(sscc for sscc in moment.loaded if sscc in known)
        gone = moment.chosen is not None and moment.lane is None
        moment = replace(moment, loaded=loaded, first=moment.first if moment.first < len(lanes) else 0)
        if gone:
            moment = replace(moment, chosen=None, asked=False)
        self._moment = moment
        self._present("quiet")

    def _no_lanes(self, error: Exception) -> None:
        sentence = conflict_of(error)
        said = sentence if sentence is not None else self._moment.said
        mood = Mood.ERROR if sentence is not None else self._moment.mood
        self._moment = replace(self._moment, away=sentence is None, said=said, mood=mood, note="")
        self._present("quiet")

    def _choose(self, carrier: str) -> None:
        self._tell(replace(self._calm(), chosen=carrier, note=carrier), "ok")

    def _turn_page(self) -> None:
        following = self._moment.first + PAGE
        self._tell(replace(self._moment, first=following if following < len(self._moment.lanes) else 0), "quiet")

    def _undo(self) -> None:
        moment = self._moment
        if moment.asked:
            self._tell(self._calm(), "ok")
        elif moment.loaded:
            said = line("ship.unloaded", tail=moment.loaded[-1][-_TAIL:])
            calm = replace(self._calm(), loaded=moment.loaded[:-1], said=said, mood=Mood.ATTENTION)
            self._tell(calm, "attention")
        else:
            self._refuse(line("ship.nothing_to_undo"))

    def _ok(self) -> None:
        moment = self._moment
        if moment.away and not moment.asked:
            self._tell(replace(moment, away=False), "quiet")
        elif moment.lane is None:
            self._refuse(line("ship.choose_first"))
        elif not moment.lane.parcels:
            self._refuse(line("ship.none_ready", carrier=moment.lane.carrier))
        elif not moment.asked:
            self._tell(replace(self._calm(), asked=True), "attention")
        else:
            self._close(moment.lane.carrier)

    def _close(self, carrier: str) -> None:
        self.busy = True
        self._moment = replace(self._calm(), said=line("ship.closing", carrier=carrier))
        self._present("quiet")
        self._lane.run(lambda: self._door.close(carrier), lambda done: self._closed(carrier, done), self._not_closed)

    def _closed(self, carrier: str, done: ManifestDone) -> None:
        self.busy = False
        key = "ship.done.file" if done.file else "ship.done"
        said = line(key, carrier=carrier, number=done.number, count=done.parcels, file=PurePath(done.file).name)
        lanes = tuple(replace(each, parcels=()) if each.carrier == carrier else each for each in self._moment.lanes)
        self._tell(replace(self._calm(), lanes=lanes, said=said, mood=Mood.DONE), "done")
        self.refresh()

    def _not_closed(self, error: Exception) -> None:
        self.busy = False
        sentence = conflict_of(error)
        if sentence is None:
            self._tell(replace(self._calm(), away=True), "attention")
        else:
            self._refuse(sentence)
            self.refresh()

    def _parcel(self, sscc: str) -> None:
        found = next(((lane, each) for lane in self._moment.lanes for each in lane.parcels if each.sscc == sscc), None)
        if found is None:
            self._refuse(line("ship.not_ready", tail=sscc[-_TAIL:]))
            return
        lane, parcel = found
        chosen = self._moment.chosen
        if chosen is not None and chosen != lane.carrier:
            said = line("ship.wrong_lane", carrier=lane.carrier, chosen=chosen, ref=parcel.ref)
            self._refuse(said, wrong=lane.carrier)
        elif sscc in self._moment.loaded:
            said = line("ship.twice", ref=parcel.ref, tail=sscc[-_TAIL:])
            self._tell(replace(self._calm(), said=said, mood=Mood.ATTENTION), "attention")
        else:
            self._load(lane, parcel)

    def _load(self, lane: CarrierLane, parcel: ParcelRow) -> None:
        loaded = (*self._moment.loaded, parcel.sscc)
        whole = all(each.sscc in loaded for each in lane.parcels)
        note = line("ship.note.loaded", carrier=lane.carrier, ref=parcel.ref)
        said: Text = line("ship.all_loaded", carrier=lane.carrier, count=len(lane.parcels)) if whole else ""
        calm = replace(self._calm(), chosen=lane.carrier, loaded=loaded, note=note, said=said, mood=Mood.OK)
        self._tell(calm, "done" if whole else "ok")

    def _calm(self) -> ShipMoment:
        return replace(self._moment, asked=False, wrong="", said="", mood=Mood.TODO, note="", away=False, helping=False)

    def _refuse(self, said: Line, *, wrong: str = "") -> None:
        self._tell(replace(self._calm(), said=said, mood=Mood.ERROR, wrong=wrong), "wrong")

    def _tell(self, moment: ShipMoment, cue: str) -> None:
        self._moment = moment
        self._present(cue)

    def _present(self, cue: str) -> None:
        self.state = ship_state(self._moment, self._now())
        self._view.present(self.state, cue)
