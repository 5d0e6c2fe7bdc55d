"""What keeps a device that is filled in from being opened, said to whoever fills it in."""

from ui.presenters.frame import Line, line
from ui.presenters.office.draft import Draft, caption_of
from ui.presenters.office.workshop import Known, Refusal, Workshop


def lack_of(draft: Draft, known: Known, workshop: Workshop) -> Line | None:
    """Says what keeps a device from being opened; None when it may be."""
    if draft.missing:
        return line("setup.missing", field=caption_of(draft.missing))
    if draft.name != draft.was and draft.name in known.tables:
        return line("setup.taken", name=draft.name)
    return refused(draft, workshop)


def refused(draft: Draft, workshop: Workshop) -> Line | None:
    """Says that the driver does not take a device, and why; None while something must be filled in still."""
    refusal = None if draft.missing else workshop.check(draft.name, draft.table)
    return line("setup.refused", why=refusal_in_words(refusal)) if refusal is not None else None


def refusal_in_words(refusal: Refusal) -> Line:
    """Says why a driver does not take a device."""
    names: dict[str, object] = {**refusal.names}
    if "field" in refusal.names:
        names["field"] = caption_of(refusal.names["field"])
    return line(f"setup.refusal.{refusal.reason}", **names)
