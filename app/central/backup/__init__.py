"""Backups of the central database: one file that proves itself before anything is touched, and its return."""

from app.central.backup.archive import Manifest
from app.central.backup.restoring import Restored, restore
from app.central.backup.taking import take
from app.central.backup.trouble import BackupTrouble

__all__ = ["BackupTrouble", "Manifest", "Restored", "restore", "take"]
