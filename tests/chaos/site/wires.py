"""A program's way to the servers of its site: one wire to each, all of them in the same hands."""

from collections.abc import Sequence

from tests.databases.proxy import Proxy


class Wires:
    """Cut, slow, silent or refused together, as a station's one network cable is."""

    def __init__(self, ports: Sequence[int]) -> None:
        """Lays a wire to each of the servers, the one that leads at the beginning first."""
        self._proxies = [Proxy(port) for port in ports]

    def url(self, role: str, database: str) -> str:
        """Gives the site's address for a program that logs in as a role."""
        hosts = "&".join(f"host=127.0.0.1:{each.port}" for each in self._proxies)
        return f"postgresql+psycopg://{role}@/{database}?{hosts}&target_session_attrs=read-write"

    def refuse(self) -> None:
        """Ends every connection and hangs up on new ones."""
        for each in self._proxies:
            each.refuse()

    def freeze(self) -> None:
        """Keeps connections open, takes new ones, and passes nothing on."""
        for each in self._proxies:
            each.freeze()

    def withhold_answers(self) -> None:
        """Lets requests reach the servers and keeps what they say."""
        for each in self._proxies:
            each.withhold_answers()

    def delay(self, seconds: float) -> None:
        """Passes each piece on later."""
        for each in self._proxies:
            each.delay(seconds)

    def heal(self) -> None:
        """Works as good wires do."""
        for each in self._proxies:
            each.heal()

    def close(self) -> None:
        """Ends for good."""
        for each in self._proxies:
            each.close()
