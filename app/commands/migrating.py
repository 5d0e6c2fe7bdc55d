"""``migrate``: makes or brings up the tables of the central database."""

from app.central.schema import schema_version
from app.commands.output import Output
from app.services.site import Site


def run(site: Site, *, as_json: bool) -> int:
    """Opens the database, which brings its tables up to date, and says which version they have.

    Returns:
        0: it worked; anything else is raised.
    """
    out = Output(as_json=as_json)
    version = schema_version(site.centre)
    out.line(out.say("command.migrated", version=version))
    out.result({"version": version})
    return 0
