"""Jobs that wait, for the home screen."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from app.domain.boards import Job

NOW = datetime(2026, 11, 23, 9, 42, tzinfo=UTC)


def job(number: int, method: str = "batch", **other: object) -> Job:
    made = Job(number, method, "", 12, 12, 4, 31, NOW + timedelta(hours=3), "open", metres=128)
    return replace(made, **other)  # type: ignore[arg-type]  # the tests name fields that exist


def jobs() -> tuple[Job, ...]:
    return (
        job(413, cutoff_at=NOW + timedelta(minutes=40)),
        job(414, "zone", zone="B", cutoff_at=NOW - timedelta(minutes=5)),
        job(415, "single", stops=1, stops_left=1, orders=1, units=2),
        job(416, "zone", zone="C", state="waiting"),
        job(417, cutoff_at=None),
        job(418, cutoff_at=NOW + timedelta(days=1)),
    )
