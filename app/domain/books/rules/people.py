"""Deeds in the name of a role: what a badge had been let do by a station that had not heard the news yet."""

from app.domain.books.books import Books
from app.domain.deeds import SignedIn, WeightOverridden
from app.domain.master.people import Role
from app.domain.master.rights import Right, may


def signed_in(books: Books, deed: SignedIn) -> None:
    """Flags who signed in as more than the person is now."""
    if not deed.role:
        return
    now = books.roles.get(deed.badge)
    if now is None or deed.role not in set(Role) or now.rank < Role(deed.role).rank:
        books.open_issue("role_revoked", person=deed.badge, role=deed.role)


def check_override(books: Books, deed: WeightOverridden) -> None:
    """Flags a wrong weight that somebody let pass who may not."""
    now = books.roles.get(deed.by)
    if now is None or not may(now, Right.OVERRIDE):
        books.open_issue("role_revoked", place=deed.parcel, person=deed.by, role=Role.SUPERVISOR.value)
