from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.app.services.people.door import Entrance, an_entrance


@pytest.fixture
def entrance(tmp_path: Path) -> Iterator[Entrance]:
    with an_entrance(tmp_path) as found:
        yield found
