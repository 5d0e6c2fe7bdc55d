"""How many generated orders a kind of label is judged with: set once for all tests by LABEL_EXAMPLES, e.g. 200."""

import os

_ASKED = int(os.environ.get("LABEL_EXAMPLES", "0"))

QUICK = _ASKED or 50
"""For a press that takes milliseconds."""

SLOW = _ASKED or 10
"""For one that takes a good part of a second."""
