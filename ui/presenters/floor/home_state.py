"""What the work queue shows, made of the queue, the walk in hand and who is signed in."""

from dataclasses import dataclass

from app.domain.boards import Job, Queue
from app.domain.master.people import Person
from app.domain.picking.walk import Walk
from ui.presenters.commands import BYE, HELP, OK, TYPE
from ui.presenters.faces import Notice
from ui.presenters.floor.jobs import JobFace, Wall, face_of, job_of
from ui.presenters.floor.places import Duties, duties_of
from ui.presenters.frame import Command, Frame, Mood, Text, line

JOB = "#JOB"
"""Before a walk's number: start that one."""

_ROWS = 5


@dataclass(frozen=True, slots=True)
class Said:
    """What must stay in the instruction bar until the next scan that is accepted."""

    sentence: Text
    mood: Mood
    detail: Text = ""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All that the work queue is made of.

    Attributes:
        person: Who is signed in, or None.
        wall: The clock.
        queue: The centre's last answer, or None before the first.
        walk: The walk this station holds, or None.
        offline: True when the centre did not answer last time.
        said: What went wrong, or None.
        helps: True while the help banner is up.
    """

    person: Person | None
    wall: Wall
    queue: Queue | None = None
    walk: Walk | None = None
    offline: bool = False
    said: Said | None = None
    helps: bool = False


@dataclass(frozen=True, slots=True)
class HomeState:
    """What the work queue paints.

    Attributes:
        frame: The common frame.
        step: ``loading``, ``resume``, ``start``, ``waiting``, ``empty``, ``pack``, ``offline`` or ``nobody``.
        big: The one job to do now, or None.
        others: What comes after it, best first.
        places: Where else this person may go.
        picks: False for somebody who has no jobs.
        walk: Number of the big job, 0 for none.
    """

    frame: Frame
    step: str
    big: JobFace | None = None
    others: tuple[JobFace, ...] = ()
    places: tuple[Command, ...] = ()
    picks: bool = True
    walk: int = 0


_DO = {
    "loading": "home.do.loading",
    "resume": "home.do.resume",
    "start": "home.do.start",
    "waiting": "home.do.waiting",
    "empty": "home.do.empty",
    "pack": "home.do.pack",
    "offline": "home.offline",
    "nobody": "sign.first",
}


def home_of(known: Knowledge) -> HomeState:
    """Gives the whole state."""
    duties = duties_of(known.person.role) if known.person is not None else Duties(picks=False)
    first, rest = _ranked(known) if duties.picks else (None, ())
    step = _step(known, duties, first, rest)
    others = tuple(
        face_of(job, known.wall, code=f"{JOB}{job.walk}", key=str(at)) for at, job in enumerate(rest[:_ROWS], start=1)
    )
    rows = tuple(Command(face.code, face.key, "home.next") for face in others)
    return HomeState(
        frame=_frame(known, step, (*rows, *duties.places)),
        step=step,
        big=face_of(first, known.wall, code=OK.code, key=OK.key) if first is not None else None,
        others=others,
        places=duties.places,
        picks=duties.picks,
        walk=first.walk if first is not None else 0,
    )


def _ranked(known: Knowledge) -> tuple[Job | None, tuple[Job, ...]]:
    """Gives the job to do now and those after it; work already begun comes first."""
    queue = known.queue if known.queue is not None and not known.offline else Queue(None, ())
    begun = queue.mine
    if known.walk is not None and (begun is None or begun.walk != known.walk.id):
        begun = job_of(known.walk)
    if begun is not None:
        return begun, tuple(job for job in queue.jobs if job.walk != begun.walk)
    first = next((job for job in queue.jobs if job.state != "waiting"), None)
    return first, tuple(job for job in queue.jobs if job is not first)


def _step(known: Knowledge, duties: Duties, first: Job | None, rest: tuple[Job, ...]) -> str:
    if known.person is None:
        return "nobody"
    if not duties.picks:
        return "pack"
    if first is not None:
        return "resume" if first.state == "claimed" else "start"
    if known.offline:
        return "offline"
    if known.queue is None:
        return "loading"
    return "waiting" if rest else "empty"


def _frame(known: Knowledge, step: str, choices: tuple[Command, ...]) -> Frame:
    sentence, mood = line(_DO[step]), Mood.TODO
    if known.offline and step in {"resume", "pack", "offline"}:
        sentence = line("home.offline" if step == "offline" else f"home.offline.{step}")
        mood = Mood.ATTENTION
    said = known.said or Said(sentence, mood)
    return Frame(
        instruction=said.sentence,
        mood=said.mood,
        detail=said.detail,
        title=line("home.title"),
        progress=line("home.hello", name=known.person.name) if known.person else "",
        commands=(OK, TYPE, HELP, BYE),
        choices=choices,
        notice=Notice("home.help", "home.help.close", HELP.code, tone="todo") if known.helps else None,
    )
