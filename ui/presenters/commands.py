"""The commands every screen means the same by: one code, one key, one caption, one picture.

A screen lists those it accepts, ``commands=(UNDO, SHORT, SKIP, TYPE, HELP)``; ``replace(UNDO, enabled=False)``
dims one.
"""

from ui.presenters.frame import Command

HELP = Command("#HELP", "F1", "ui.command.help", icon="help")
UNDO = Command("#UNDO", "F2", "ui.command.undo", icon="undo")
SHORT = Command("#SHORT", "F3", "ui.command.short", icon="short")
SKIP = Command("#SKIP", "F4", "ui.command.skip", icon="skip")
FULL = Command("#FULL", "F5", "ui.command.full", icon="full")
TYPE = Command("#TYPE", "F6", "ui.command.type", icon="keyboard")
PAUSE = Command("#PAUSE", "F7", "ui.command.pause", icon="hourglass")
HANDOVER = Command("#HANDOVER", "F8", "ui.command.handover", icon="truck")
REPRINT = Command("#REPRINT", "F9", "ui.command.reprint", icon="reprint")
HOME = Command("#HOME", "F10", "ui.command.home", icon="back")
BYE = Command("#BYE", "F12", "ui.command.bye", icon="user")
OK = Command("#OK", "Enter", "ui.command.ok", icon="check")
BACK = Command("#BACK", "Esc", "ui.command.back", icon="back")
"""``Esc`` reaches a screen only while the type panel is closed."""
