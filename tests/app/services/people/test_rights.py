"""What the services refuse, and the trace of it."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.central.audit import By
from app.central.tables import person
from app.domain.deeds import ScanRefused
from app.domain.errors import Conflict
from app.domain.master.people import Role
from app.domain.master.rights import Right, may
from app.language import LANGUAGES, load_phrases
from app.services.bench.shipping import Shipping
from app.services.desk import Desk
from app.services.floor.picking import Picking
from app.services.office.importing import import_file
from app.services.office.pins import Pins
from app.services.office.supervising import Supervising
from tests.app.services.people.door import DAY, Entrance
from tests.builders import PACKER, PICKER, SUPERVISOR, Bench, come_in, table

Deed = Callable[[Desk], object]
OFFICE: dict[str, Deed] = {
    "see_day": lambda desk: Supervising(desk).board(),
    "see_orders": lambda desk: Supervising(desk).find_order("1"),
    "assign": lambda desk: Supervising(desk).assign(PICKER, "A"),
    "release": lambda desk: Supervising(desk).release("auto"),
    "cancel": lambda desk: Supervising(desk).cancel(1),
    "resolve": lambda desk: Supervising(desk).resolve(1),
    "give_pin": lambda desk: Pins(desk).give(PICKER, "123456"),
}


def refusals(entrance: Entrance) -> list[tuple[str, str, str]]:
    rows = [row for row in table(entrance.site, "audit") if row["action"] == "refused"]
    return [(row["badge"], row["station"], row["object"]) for row in rows]


def reason_of(deed: Callable[[], object]) -> str:
    with pytest.raises(Conflict) as told:
        deed()
    assert all(load_phrases(language)(told.value.reason, **told.value.names) for language in LANGUAGES)
    return told.value.reason


@pytest.mark.parametrize("right", OFFICE)
def test_a_picker_is_refused_the_office_by_a_sentence_and_on_record(entrance: Entrance, right: str) -> None:
    entrance.door.sign_in(PICKER)
    assert reason_of(lambda: OFFICE[right](entrance.station.desk)) == f"rights.{right}"
    assert refusals(entrance) == [(PICKER, "ST01", right)]


@pytest.mark.parametrize("right", OFFICE)
def test_nobody_does_nothing(entrance: Entrance, right: str) -> None:
    assert reason_of(lambda: OFFICE[right](entrance.station.desk)) == "sign.first"


def test_each_keeps_to_the_own_work(entrance: Entrance) -> None:
    desk = entrance.station.desk
    bench = Bench(entrance.station)
    entrance.door.sign_in(PACKER)
    assert reason_of(lambda: Picking(desk).start()) == "rights.pick"
    entrance.door.sign_in(PICKER)
    assert reason_of(lambda: bench.packing.open("TO0001")) == "rights.pack"
    assert reason_of(lambda: Shipping(desk, bench.papers).close("Garza")) == "rights.ship"
    assert refusals(entrance) == [(PACKER, "ST01", "pick"), (PICKER, "ST01", "pack"), (PICKER, "ST01", "ship")]


def test_an_auditor_reads_and_changes_nothing(entrance: Entrance) -> None:
    with entrance.site.centre.writing() as connection:
        connection.execute(sa.update(person).where(person.c.badge == SUPERVISOR).values(role="auditor"))
    come_in(entrance.site, entrance.station, SUPERVISOR)
    desk = entrance.station.desk
    assert Supervising(desk).board() is not None
    assert Supervising(desk).find_order("1") is None
    for right in set(OFFICE) - {"see_day", "see_orders"}:
        assert reason_of(lambda right=right: OFFICE[right](desk)) == f"rights.{right}"  # type: ignore[misc]


def test_without_the_centre_a_refusal_is_in_the_journal(entrance: Entrance, tmp_path: Path) -> None:
    entrance.door.sign_in(PICKER)
    entrance.lose_centre(tmp_path)
    reason_of(lambda: Supervising(entrance.station.desk).release("auto"))
    facts = entrance.station.desk.journal.unsent(0, 9)
    assert facts[-1].deed == ScanRefused("rights", "release", "picker", "")


HEAD = b"badge,name,role,language\n"


@pytest.mark.parametrize(
    ("row", "who", "taken"),
    [
        (b"BA2001,Mallory,admin,es", SUPERVISOR, False),
        (b"BA2001,Mallory,supervisor,es", PICKER, False),
        (b"BA2001,Mallory,auditor,es", PICKER, False),
        (b"BA9999,Mallory,picker,es", "BA9999", False),
        (b"BA1001,Mallory,picker,es", PICKER, False),  # nor take a role away that stands above one's own
        (b"BA2001,Mallory,supervisor,es", SUPERVISOR, True),
        (b"BA2001,Mallory,admin,es", "system", True),
    ],
)
def test_a_file_gives_and_takes_no_role_above_the_importers(
    entrance: Entrance,
    row: bytes,
    who: str,
    taken: bool,  # noqa: FBT001
) -> None:
    before = {each["badge"]: each["role"] for each in table(entrance.site, "person")}
    centre = entrance.site.centre
    report = import_file(centre, "people", "p.csv", HEAD + row, now=DAY, tell=lambda _: None, by=By(who, "ST01"))
    after = {each["badge"]: each["role"] for each in table(entrance.site, "person")}
    assert (before != after) is taken
    assert [each.reason for each in report.rejected] == ([] if taken else ["people.role_above"])
    changes = [each for each in table(entrance.site, "audit") if each["action"] == "role"]
    assert [(each["badge"], each["object"]) for each in changes] == ([(who, "person BA2001")] if taken else [])


def test_a_forged_badge_of_a_supervisor_opens_nothing(entrance: Entrance) -> None:
    entrance.door.sign_in(PICKER)
    entrance.door.sign_in(SUPERVISOR)
    assert entrance.station.desk.who == PICKER
    assert reason_of(lambda: Supervising(entrance.station.desk).release("auto")) == "rights.release"


@pytest.mark.parametrize("text", ["BA1001' --", "' OR 1=1; DROP TABLE person; --", "BA1001\0", "%", "BA_001"])
def test_sql_in_a_badge_is_only_a_badge_nobody_has(entrance: Entrance, text: str) -> None:
    came = entrance.door.sign_in(text, "123456")
    assert (came.person, came.reason) == (None, "sign.not_a_badge")
    assert len(table(entrance.site, "person")) == 5


@pytest.mark.parametrize("folder", ["docs", "docs/es"])
def test_the_table_of_rights_in_the_documents_is_the_one_that_counts(folder: str) -> None:
    text = (Path(__file__).resolve().parents[4] / folder / "people.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| [^|]+ ((?:\| (?:yes|sí|no) ){5})\|$", text, re.MULTILINE)
    told = {right: tuple(cell.strip() != "no" for cell in cells.strip(" |").split("|")) for right, cells in rows}
    order = (Role.ADMIN, Role.SUPERVISOR, Role.AUDITOR, Role.PACKER, Role.PICKER)
    assert told == {right.value: tuple(may(role, right) for role in order) for right in Right}
