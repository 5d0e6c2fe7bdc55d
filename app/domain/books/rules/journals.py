"""What becomes of a station's own journal."""

from app.domain.books.books import Books
from app.domain.deeds import BegunAnew


def begun_anew(books: Books, deed: BegunAnew) -> None:
    """Lets a supervisor look at the work of a station whose file was an old copy."""
    order = deed.order if books.orders.get(deed.order) is not None else None
    books.open_issue("old_copy", order=order, station=books.fact.station, walk=deed.walk or "-", count=deed.carried)
