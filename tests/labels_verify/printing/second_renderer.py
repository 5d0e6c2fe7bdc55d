"""A ZPL renderer that shares nothing with the first: one node process prints as many labels as it is asked to."""

import base64
import io
import json
import re
import shutil
import subprocess
from math import ceil
from pathlib import Path

from PIL import Image

from tests.labels_verify.printing.presses import Head, Picture, without_copies

_HERE = Path(__file__).parent / "node"
_INSTALLED = Path(__file__).resolve().parents[3] / ".node"

_LAST_ALONE = re.compile(rb"\^FD[^\^]*>[0-9:;](?:[^\\>^]|\\[0-9A-F]{2})\^FS")
_BACK_TO_PAIRS = re.compile(rb"\^FD>:[^\^]*>5|\^FD[^\^]*>6[^\^]*>5")


def misreads(data: bytes) -> bool:
    """Tells whether ZPL holds a Code 128 field this renderer gets wrong; the first renderer prints these right.

    It drops the last character of a field that stands alone behind a start or change of code set (``>:A``, ``>;12>6A``:
    the symbol is one character short), and where set B is left for pairs of digits (``>5``) it prints character 100,
    which there is FNC4, in place of 99, the change to set C (ISO/IEC 15417, table 1).
    """
    return bool(_LAST_ALONE.search(data) or _BACK_TO_PAIRS.search(data))


def why_not() -> str:
    """Says why it cannot run here; empty where it can."""
    if shutil.which("node") is None:
        return "node is not installed, so labels are not printed with the second renderer"
    if not (_INSTALLED / "node_modules" / "zpl-renderer-js").is_dir():
        return "the second renderer is not installed: run tools/setup.sh test"
    return ""


class SecondRenderer:
    """The process, started at the first label."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None

    def press(self, data: bytes, head: Head) -> list[Picture]:
        """Prints every label the ZPL makes.

        The renderer takes whole dots a mm only, so the label is described to it as so many dots of a finer head:
        ZPL counts in dots, and nothing else depends on their size.

        Raises:
            ValueError: It cannot print this.
        """
        process = self._started()
        assert process.stdin
        assert process.stdout
        finer = ceil(head.dots)
        size = {"width": int(head.width * head.dots) / finer, "height": int(head.height * head.dots) / finer}
        question = {"zpl": without_copies(data).decode(), "dots": finer, **size}
        try:
            process.stdin.write(json.dumps(question) + "\n")
            process.stdin.flush()
            answer = json.loads(process.stdout.readline())
        except BaseException:
            # Whoever stops waiting must not find this answer in place of the next one.
            process.kill()
            self.close()
            raise
        if "error" in answer:
            raise ValueError(answer["error"])
        return [Image.open(io.BytesIO(base64.b64decode(label))).convert("L") for label in answer["labels"]]

    def close(self) -> None:
        """Ends the process."""
        if self._process is not None:
            self._process.communicate()
            self._process = None

    def _started(self) -> subprocess.Popen[str]:
        if self._process is None:
            command = ["node", str(_HERE / "render.mjs"), str(_INSTALLED)]
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8", bufsize=1
            )
        return self._process
