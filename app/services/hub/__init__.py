"""The hub: the process of a site that books, sweeps and keeps house, without a screen."""

from app.services.hub.running import Hub, HubState
from app.services.hub.seats import seat_of
from app.services.hub.shortly import book_once, facts_waiting

__all__ = ["Hub", "HubState", "book_once", "facts_waiting", "seat_of"]
