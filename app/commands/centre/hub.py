"""``hub``: books, sweeps and keeps house until it is asked to end; one line for each change of its state."""

import logging
import os
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from threading import Event

from app.commands.house import UnusableError
from app.commands.output import Output
from app.domain.errors import Unavailable
from app.services.hub import Hub, HubState, book_once, facts_waiting, seat_of
from app.services.hub.manners import Supervisor, on_request_to_end
from app.services.site import Site

_BEAT_S = 1.0
_LONGEST_WAIT_S = 15.0
_HOPELESS = frozenset(
    f"central.{each}"
    for each in (
        *("newer", "not_ours", "damaged", "old_server"),
        *("bad_port", "unknown_option", "no_database_named", "weak_tls", "secret_open"),
        *("password_missing", "password_wrong", "certificate_file", "no_authority"),
    )
)
"""Troubles that do not pass by waiting."""

Opening = Callable[[], Site]
"""Opens the site; raises Unavailable."""


def run(opened: Opening, *, once: bool, as_json: bool) -> int:
    """Runs the hub.

    Args:
        opened: Opens the site.
        once: Whether to book what waits and end.
        as_json: Whether a program reads the answer.

    Returns:
        0 when it ended as asked (with ``once``: when nothing waits any more), else 1.

    Raises:
        Unavailable: The site cannot be used; with ``once`` also when it cannot be reached now.
    """
    out = Output(as_json=as_json)
    if once:
        return _once(opened, out)
    logging.basicConfig(level=logging.WARNING)
    logging.getLogger("app.services.hub").setLevel(logging.INFO)
    ending = Event()
    restore = on_request_to_end(ending.set)
    try:
        return _serve(opened, _Voice(out, Supervisor()), ending)
    finally:
        restore()


def _once(opened: Opening, out: Output) -> int:
    with closing(opened()) as site:
        booked = book_once(site.centre, site.clock)
        waiting = facts_waiting(site.centre)
    if booked is None:
        out.line(out.say("hub.taken"))
    out.line(out.say("hub.once", count=booked or 0, waiting=waiting))
    out.result({"booked": booked or 0, "waiting": waiting, "seat": booked is not None})
    return 1 if waiting else 0


class _Voice:
    """Says each change of state once, to people and to systemd."""

    def __init__(self, out: Output, supervisor: Supervisor) -> None:
        self.out, self.supervisor = out, supervisor
        self._stamped = "JOURNAL_STREAM" not in os.environ  # the journal has a clock of its own

    def state(self, state: HubState, trouble: Unavailable | None = None) -> None:
        """Says how the hub stands now."""
        self.line(self.out.say(f"hub.state.{state}", why=self._why(trouble)))

    def line(self, sentence: str) -> None:
        """Says one sentence."""
        stamp = f"{datetime.now().astimezone().isoformat(timespec='seconds')} " if self._stamped else ""
        self.out.line(f"{stamp}{sentence}")
        self.supervisor.tell(STATUS=sentence)

    def _why(self, trouble: Unavailable | None) -> str:
        if trouble is None:
            return ""
        known = trouble.reason != Unavailable.reason and self.out.say.has(trouble.reason)
        return self.out.say(trouble.reason, **trouble.names) if known else str(trouble)


def _serve(opened: Opening, voice: _Voice, ending: Event) -> int:
    voice.supervisor.tell(READY="1")  # it serves from now on: a database that is away is waited for
    site = _opened_in_time(opened, voice, ending)
    if site is None:
        return 0
    with closing(site):
        hub = Hub(site.centre, site.clock, seat_of(site.centre), voice.state)
        hub.start()
        while not ending.wait(_BEAT_S):
            if hub.is_well:
                voice.supervisor.tell(WATCHDOG="1")
        voice.supervisor.tell(STOPPING="1")
        voice.line(voice.out.say("hub.state.ending"))
        hub.stop()
        voice.out.result({"booked": hub.booked, "state": str(hub.state)})
    return 0


def _opened_in_time(opened: Opening, voice: _Voice, ending: Event) -> Site | None:
    """Opens the site as soon as it can be reached; None when the hub was asked to end before.

    Raises:
        Unavailable: It is not a matter of waiting.
    """
    wait, said = _BEAT_S, ""
    while not ending.is_set():
        try:
            return opened()
        except Unavailable as trouble:
            if isinstance(trouble, UnusableError) or trouble.reason in _HOPELESS:
                raise
            if trouble.reason != said:
                voice.state(HubState.AWAY, trouble)
            said = trouble.reason
        voice.supervisor.tell(WATCHDOG="1")
        ending.wait(wait)
        wait = min(2 * wait, _LONGEST_WAIT_S)
    return None
