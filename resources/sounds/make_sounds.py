"""Makes the four sounds of the floor; run it again after a change: ``python resources/sounds/make_sounds.py``.

They differ in pitch and in rhythm, so they are told apart over fans and conveyors and by people who hear one
frequency badly: ok is one short high note, error three low rough ones, done a rising chord, attention two long
notes apart.
"""

import math
import wave
from array import array
from pathlib import Path

RATE = 44_100
EDGE_S = 0.006
SOUNDS: dict[str, tuple[tuple[float, float], ...]] = {
    "ok": ((1_760, 0.07),),
    "error": ((196, 0.16), (0, 0.06), (196, 0.16), (0, 0.06), (165, 0.30)),
    "done": ((784, 0.10), (988, 0.10), (1_175, 0.10), (1_568, 0.26)),
    "attention": ((880, 0.28), (0, 0.16), (660, 0.34)),
}
"""Name to notes of (hertz, seconds); 0 hertz is a pause."""


def note(hertz: float, seconds: float) -> list[int]:
    """Gives the samples of one note: a base, two overtones, soft edges against clicks."""
    count = int(RATE * seconds)
    samples = []
    for at in range(count):
        turn = 2 * math.pi * hertz * at / RATE
        tone = math.sin(turn) + 0.35 * math.sin(2 * turn) + 0.2 * math.sin(3 * turn)
        edge = min(1.0, at / (RATE * EDGE_S), (count - at) / (RATE * EDGE_S))
        samples.append(int(19_000 * tone / 1.55 * edge) if hertz else 0)
    return samples


def write(name: str, notes: tuple[tuple[float, float], ...], folder: Path) -> Path:
    """Writes one sound as a 16-bit mono WAV and gives its file."""
    samples = array("h", (sample for each in notes for sample in note(*each)))
    file = folder / f"{name}.wav"
    with wave.open(str(file), "wb") as target:
        target.setnchannels(1)
        target.setsampwidth(2)
        target.setframerate(RATE)
        target.writeframes(samples.tobytes())
    return file


if __name__ == "__main__":
    for each_name, each_notes in SOUNDS.items():
        print(write(each_name, each_notes, Path(__file__).parent))
