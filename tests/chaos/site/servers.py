"""The servers of a site: one that leads, and where a day needs it a standby that takes over."""

from tests.databases.replica import Replica
from tests.databases.server import Server


class Servers:
    """The server that leads, its standby, and the old one after a failover.

    A commit counts only when the standby has it: so an old primary that comes back can promise nothing to anybody.
    """

    def __init__(self, *, standby: bool) -> None:
        """Prepares them; ``start`` starts the first one, ``follow`` the standby."""
        self.leader = Server()
        self._standby = Replica(self.leader) if standby else None
        self._old: Server | None = None

    @property
    def ports(self) -> list[int]:
        """Where they listen, the one that leads at the beginning first."""
        both = (self.leader, self._standby)
        return [each.port for each in both if each is not None]

    def start(self) -> None:
        """Starts the server that leads, empty."""
        self.leader.make()
        self.leader.start()

    def follow(self) -> None:
        """Lets the standby take over everything there is, and every commit from now on wait for it."""
        if self._standby is not None:
            self._standby.make()
            self._standby.start()
            self._standby.await_streaming()
            self._standby.make_synchronous()

    def fail_over(self, *, frozen: bool) -> None:
        """Kills the server that leads, or stops it where it is, and lets the standby lead."""
        assert self._standby is not None, "a day with a failover has a standby"
        self._old, self.leader, standby = self.leader, self._standby, self._standby
        if frozen:
            self._old.freeze()
        else:
            self._old.kill()
        self._standby = None
        standby.promote()

    def bring_back(self, *, frozen: bool) -> None:
        """Lets the old server be back: it says that it leads still."""
        assert self._old is not None, "nobody was lost"
        if frozen:
            self._old.thaw()
        else:
            self._old.start()

    def fence(self) -> None:
        """Shuts the old server down for good, as somebody does who was called."""
        if self._old is not None:
            self._old.kill()

    def log(self) -> list[str]:
        """Gives what all of them wrote to their logs."""
        return [line for each in (self.leader, self._old) if each is not None for line in each.log().splitlines()]

    def close(self) -> None:
        """Throws all of them away."""
        for each in (self.leader, self._standby, self._old):
            if each is not None:
                each.close()
