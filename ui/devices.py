"""The only place where a hardware thread's callback becomes a Qt signal.

The methods are called by driver threads; the signals belong to this object, which is born on the GUI thread, so
Qt queues them and their receivers run on the GUI thread, in the order of the calls.
"""

from PySide6.QtCore import QObject, Signal


class DeviceHub(QObject):
    """Turns callbacks of drivers into signals. Create it on the GUI thread, before any driver starts."""

    code_read = Signal(str, str)
    """(text, source): a scanner read a code; connect it to ``Router.scan``."""

    status_changed = Signal(str, object)
    """(device, status): a device is ready, gone, out of paper; the status is the driver's own value."""

    weighed = Signal(str, object)
    """(device, weight): a scale has a reading; the value is the driver's own."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tell_code = self.code_read.emit  # looked up once: it is on the way of every scan

    def on_code(self, text: str, source: str) -> None:
        """Takes a code from a scanner's thread."""
        self._tell_code(text, source)

    def on_status(self, device: str, status: object) -> None:
        """Takes a status from a driver's thread."""
        self.status_changed.emit(device, status)

    def on_weight(self, device: str, weight: object) -> None:
        """Takes a reading from a scale's thread."""
        self.weighed.emit(device, weight)
