"""Items with their barcodes, places and people of a file: added or brought up to date."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from app.central.audit import By, note
from app.central.sets import one_of
from app.central.tables import assignment, barcode, item, person, place, tote
from app.central.upserts import insert_into
from app.domain.codes import place_barcode
from app.domain.intake import ItemDraft, PersonDraft, PlaceDraft, Rejected
from app.domain.master.people import Role
from app.domain.master.places import PlaceKind


def store_items(connection: sa.Connection, drafts: Sequence[ItemDraft], file: str) -> list[Rejected]:
    """Adds or changes items and their barcodes; a barcode stays with the item that had it first.

    Returns:
        A refusal for each barcode that belongs to another item.
    """
    rows = [{"sku": draft.sku, "name": draft.name, "weight_g": draft.weight_g, "draft": False} for draft in drafts]
    _upsert(connection, item, rows)
    owners = dict(_found(connection, barcode.c.code, barcode.c.sku, (code.code for d in drafts for code in d.barcodes)))
    refused, codes = [], []
    for draft in drafts:
        for code in draft.barcodes:
            owner = owners.setdefault(code.code, draft.sku)
            if owner == draft.sku:
                codes.append({"code": code.code, "sku": draft.sku, "qty": code.quantity})
            else:
                names = {"owner": owner, "sku": draft.sku}
                refused.append(Rejected(file, 0, "", code.code, "promises.barcode_taken", names))
    _upsert(connection, barcode, codes)
    return refused


def store_unknown_items(connection: sa.Connection, names: dict[str, str]) -> int:
    """Makes draft items of those SKUs that nobody has described yet.

    Args:
        connection: The open transaction.
        names: What each SKU is called by whoever mentions it.

    Returns:
        How many were unknown.
    """
    known = {sku for sku, _ in _found(connection, item.c.sku, item.c.sku, names)}
    rows = [{"sku": sku, "name": name or sku, "draft": True} for sku, name in names.items() if sku not in known]
    if rows:
        connection.execute(insert_into(connection, item).on_conflict_do_nothing(), rows)
    return len(rows)


def store_places(connection: sa.Connection, drafts: Sequence[PlaceDraft], file: str) -> list[Rejected]:
    """Adds or changes places; two codes that a scanner cannot tell apart are not both taken.

    Returns:
        A refusal for each place whose label another place has.
    """
    rows = [_place_row(draft) for draft in drafts]
    owners = dict(_found(connection, place.c.barcode, place.c.code, (row["barcode"] for row in rows)))
    taken, refused = [], []
    for row in rows:
        owner = owners.setdefault(row["barcode"], row["code"])
        if owner == row["code"]:
            taken.append(row)
        else:
            refused.append(Rejected(file, 0, "", row["code"], "promises.place_taken", {"owner": owner}))
    _upsert(connection, place, taken)
    totes = [{"code": row["code"]} for row in taken if row["kind"] == PlaceKind.TOTE]
    if totes:
        connection.execute(insert_into(connection, tote).on_conflict_do_nothing(), totes)
    return refused


def _place_row(draft: PlaceDraft) -> dict[str, Any]:
    return {
        "code": draft.code,
        "barcode": draft.code if draft.kind is PlaceKind.TOTE else place_barcode(draft.code),
        "kind": draft.kind,
        "zone": draft.zone,
        "aisle": draft.aisle,
        "sequence": draft.sequence,
        "x_mm": draft.x_mm,
        "y_mm": draft.y_mm,
        "check_digits": draft.check_digits,
    }


def store_people(
    connection: sa.Connection, drafts: Sequence[PersonDraft], now: datetime, file: str, by: By
) -> list[Rejected]:
    """Adds or changes people; who has no zone yet begins in the first of the usual ones.

    Returns:
        A refusal for each who is to get, or has, a role above the one of whoever brings the file.
    """
    known = dict(_found(connection, person.c.badge, person.c.role, (draft.badge for draft in drafts)))
    rank = _rank_of(connection, by.badge)
    taken, refused = [], []
    for draft in drafts:
        above = [role for role in (draft.role, Role(known.get(draft.badge, draft.role))) if role.rank > rank]
        if above:
            refused.append(Rejected(file, 0, "role", draft.badge, "people.role_above", {"role": above[0].value}))
        else:
            taken.append(draft)
    rows = [{"badge": d.badge, "name": d.name, "role": d.role, "language": d.language, "active": True} for d in taken]
    _upsert(connection, person, rows)
    for draft in taken:
        if draft.badge in known and known[draft.badge] != draft.role:
            change = {"before": known[draft.badge], "after": draft.role.value}
            who = {"badge": by.badge, "station": by.station}
            note(connection, **who, action="role", what=f"person {draft.badge}", at=now, **change)
    zones = [{"badge": d.badge, "zone": d.zones[0], "by": by.badge, "at": now} for d in taken if d.zones]
    if zones:
        connection.execute(insert_into(connection, assignment).on_conflict_do_nothing(), zones)
    return refused


def _rank_of(connection: sa.Connection, badge: str) -> int:
    """Gives how far up somebody stands.

    The program itself, run by whoever owns the machine, stands at the top; so does anybody while nobody leads yet.
    """
    rows = connection.execute(sa.select(person.c.badge, person.c.role).where(person.c.active))
    roles = {row.badge: row.role for row in rows}
    if badge == By().badge or not any(Role(role).leads for role in roles.values()):
        return Role.ADMIN.rank
    return Role(roles[badge]).rank if badge in roles else 0


def _upsert(connection: sa.Connection, table: sa.Table, rows: Sequence[dict[str, Any]]) -> None:
    if not rows:
        return
    statement = insert_into(connection, table)
    keys = [column.name for column in table.primary_key]
    changes = {name: statement.excluded[name] for name in rows[0] if name not in keys}
    connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=changes), list(rows))


def _found(
    connection: sa.Connection, key: sa.Column[Any], value: sa.Column[Any], wanted: Iterable[str]
) -> Iterable[tuple[str, str]]:
    """Looks keys up in one round trip; gives (key, value) of those that exist."""
    keys = list(dict.fromkeys(wanted))
    if not keys:
        return []
    rows = connection.execute(sa.select(key, value).where(one_of(connection, key, keys)))
    return [(row[0], row[1]) for row in rows]
