"""Numbers and days as people of a language write them."""

from datetime import date

from app.labels.codes import LabelError
from app.language import Phrases

_GRAMS_A_KILO = 1000


def weight(phrases: Phrases, grams: int) -> str:
    """Writes grams as kilograms with three decimals, e.g. ``"1,250 kg"``.

    Raises:
        LabelError: Less than nothing.
    """
    if grams < 0:
        raise LabelError("labels.error.weight", grams=grams)
    kilos, rest = divmod(grams, _GRAMS_A_KILO)
    return phrases("labels.kilograms", kilos=kilos, grams=f"{rest:03d}")


def day(phrases: Phrases, when: date) -> str:
    """Writes a day in the order the language reads it."""
    return phrases("labels.day", day=f"{when.day:02d}", month=f"{when.month:02d}", year=f"{when.year:04d}")


def parcel(phrases: Phrases, number: int, total: int) -> str:
    """Writes which parcel of how many; a total of 0 says that more follow and nobody knows yet how many.

    Raises:
        LabelError: There is no such parcel, e.g. 3 of 2.
    """
    if number >= 1 and total == 0:
        return phrases("labels.parcel_more", number=number)
    if not 1 <= number <= total:
        raise LabelError("labels.error.parcel", number=number, total=total)
    return phrases("labels.parcel_of", number=number, total=total)
