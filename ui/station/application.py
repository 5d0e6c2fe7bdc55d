"""The Qt application before any window: its dress, and where Qt's own messages go."""

import logging

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from ui.theme import load_theme, wear

_SCREENLESS = "This plugin does not support propagateSizeHints()"
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}

log = logging.getLogger("qt")


def make_application() -> QApplication:
    """Gives the application, dressed in the default theme with the program's own fonts."""
    qInstallMessageHandler(_hear)
    there = QApplication.instance()
    application = there if isinstance(there, QApplication) else QApplication(["pasillo"])
    wear(application, load_theme("dark"))
    return application


def _hear(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    """Leads Qt's messages into the log, but for what it only says because there is no screen."""
    if message != _SCREENLESS:
        log.log(_LEVELS[kind], message)
