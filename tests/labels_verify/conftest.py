"""One second renderer serves all tests of a worker."""

from collections.abc import Iterator

import pytest

from tests.labels_verify.printing.second_renderer import SecondRenderer, why_not


@pytest.fixture(scope="session")
def second_renderer() -> Iterator[SecondRenderer]:
    if reason := why_not():
        pytest.skip(reason)
    renderer = SecondRenderer()
    yield renderer
    renderer.close()
