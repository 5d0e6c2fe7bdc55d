"""A ZPL renderer that shares nothing with the first: one node process prints as many labels as it is asked to."""

import base64
import io
import json
import shutil
import subprocess
from math import ceil
from pathlib import Path

from PIL import Image

_HERE = Path(__file__).parent / "node"
_INSTALLED = Path(__file__).resolve().parents[2] / ".node"


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

    def print(self, zpl: str, width: float, height: float, dots: float) -> list[Image.Image]:
        """Prints ZPL on labels of a size in mm with a head of ``dots`` a mm; every label it makes.

        The renderer takes whole dots a mm only, so the label is described to it as so many dots of a finer head:
        ZPL counts in dots, and nothing else depends on their size.

        Raises:
            ValueError: It cannot print this.
        """
        process = self._started()
        assert process.stdin
        assert process.stdout
        finer = ceil(dots)
        size = {"width": int(width * dots) / finer, "height": int(height * dots) / finer, "dots": finer}
        question = {"zpl": zpl, **size}
        process.stdin.write(json.dumps(question) + "\n")
        process.stdin.flush()
        answer = json.loads(process.stdout.readline())
        if "error" in answer:
            raise ValueError(answer["error"])
        return [Image.open(io.BytesIO(base64.b64decode(label))).convert("L") for label in answer["labels"]]

    def close(self) -> None:
        """Ends the process."""
        if self._process is not None:
            self._process.communicate()

    def _started(self) -> subprocess.Popen[str]:
        if self._process is None:
            command = ["node", str(_HERE / "render.mjs"), str(_INSTALLED)]
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8", bufsize=1
            )
        return self._process
