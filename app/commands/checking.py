"""``check``: proves that the books are right, or says where they are not."""

from app.central.check import check
from app.commands.output import Output
from app.services.site import Site


def run(site: Site, *, as_json: bool) -> int:
    """Runs every rule over the central database.

    Returns:
        0 when all hold, 1 when one is violated.
    """
    out = Output(as_json=as_json)
    violations = check(site.centre)
    for each in violations:
        out.line(f"  ! {out.say(f'check.{each.rule}', **each.detail)}")
    out.line(out.say("command.check_bad", count=len(violations)) if violations else out.say("command.check_good"))
    found = [
        {"rule": each.rule, "sentence": out.say(f"check.{each.rule}", **each.detail), **each.detail}
        for each in violations
    ]
    out.result({"ok": not violations, "violations": found})
    return 1 if violations else 0
