"""Jobs as the work queue shows them: what they are, how big, and how soon they must leave."""

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from app.domain.boards import Job
from app.domain.picking.walk import Walk
from ui.presenters.faces import Tone
from ui.presenters.frame import Line, Text, line

_ICONS = {"single": "item", "batch": "tote", "zone": "place"}
_SOON = timedelta(hours=1)
_MM_IN_M = 1000


@dataclass(frozen=True, slots=True)
class JobFace:
    """A job in the queue.

    Attributes:
        walk: Its number.
        title: Its method and number.
        size: Stops, orders, units.
        short: The same in very few words.
        where: Its zone and the length of its way.
        mark: When it must leave, or that it waits.
        tone: Colour and icon of the mark: late, soon, or None for in good time.
        icon: Picture of its method.
        code: What choosing it sends.
        key: The key that does the same.
        waits: True while it cannot be begun.
    """

    walk: int
    title: Line
    size: Line
    short: tuple[Line, ...]
    where: tuple[Line, ...]
    mark: Text = ""
    tone: Tone | None = None
    icon: str = ""
    code: str = ""
    key: str = ""
    waits: bool = False


@dataclass(frozen=True, slots=True)
class Wall:
    """The clock on the wall.

    Attributes:
        now: The time, aware.
        zone: The zone people here live in; None takes the machine's.
    """

    now: datetime
    zone: tzinfo | None = None

    def shows(self, at: datetime) -> str:
        """Gives a time as people here read it; of another day with its date."""
        local, today = at.astimezone(self.zone), self.now.astimezone(self.zone).date()
        return local.strftime("%H:%M" if local.date() == today else "%d.%m. %H:%M")


def face_of(job: Job, wall: Wall, *, code: str, key: str) -> JobFace:
    """Gives a job's face."""
    waits = job.state == "waiting"
    return JobFace(
        walk=job.walk,
        title=line(f"home.method.{job.method}", walk=job.walk),
        size=_size(job),
        short=_short(job),
        where=_where(job),
        mark=line("home.waits") if waits else _cutoff(job, wall),
        tone="attention" if waits else _tone(job, wall.now),
        icon="hourglass" if waits else _ICONS[job.method],
        code=code,
        key=key,
        waits=waits,
    )


def job_of(walk: Walk) -> Job:
    """Gives the walk in hand as a job, for when the centre cannot be asked."""
    left = sum(1 for stop in walk.stops if stop.left)
    units = sum(put.qty for stop in walk.stops for put in stop.puts)
    metres = walk.millimetres // _MM_IN_M
    return Job(
        walk.id,
        str(walk.method),
        walk.zone,
        len(walk.stops),
        left,
        len(walk.slots),
        units,
        None,
        "claimed",
        metres=metres,
    )


def _size(job: Job) -> Line:
    key = "home.left" if job.stops_left < job.stops else "home.size"
    return line(key, left=job.stops_left, stops=job.stops, orders=job.orders, units=job.units)


def _short(job: Job) -> tuple[Line, ...]:
    stops = line("home.stops", stops=job.stops)
    return (stops, line("home.zone", zone=job.zone)) if job.zone else (stops,)


def _where(job: Job) -> tuple[Line, ...]:
    zone = line("home.zone", zone=job.zone) if job.zone else line("home.house")
    return (zone, line("home.metres", metres=job.metres)) if job.metres else (zone,)


def _cutoff(job: Job, wall: Wall) -> Text:
    return line("home.cutoff", time=wall.shows(job.cutoff_at)) if job.cutoff_at is not None else ""


def _tone(job: Job, now: datetime) -> Tone | None:
    if job.cutoff_at is None or job.cutoff_at - now > _SOON:
        return None
    return "error" if job.cutoff_at <= now else "attention"
