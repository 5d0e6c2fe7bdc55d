"""Commands that look after the central database: the hub, backups and their return."""

from app.commands.centre.choosing import run

__all__ = ["run"]
