"""A packer at a presenter without a window."""

from app.language import load_phrases
from tests.ui.bench.bench_world import CUP, MUG, Answers, MemoryBench, Scale, small_pack
from tests.ui.house import Album
from ui.presenters.asking import Question
from ui.presenters.bench.packing import PackingPresenter
from ui.presenters.frame import Scan, speak
from ui.presenters.lane import InlineLane, Lane

RIGHT, WRONG = 1255, 1500
"""Weights of the small order's parcel in grams."""


class Packer:
    def __init__(self, bench: MemoryBench | None = None, lane: Lane | None = None) -> None:
        self.bench = bench or MemoryBench(small_pack())
        self.asked: list[Question] = []
        self.album, self.scale, self.answers = Album(), Scale(), Answers()
        self.presenter = PackingPresenter(
            self.album,
            lane or InlineLane(),
            self.bench,
            ask_weight=self.scale.ask,
            answer_print=self.answers.take,
            ask_pin=self.asked.append,
        )
        self.presenter.opened()

    def scan(self, *texts: str, typed: bool = False) -> None:
        for text in texts:
            self.presenter.scanned(Scan(text, "scanner-1", typed))
            self.say()

    def say(self) -> str:
        """Says the present sentence in both languages; a missing key or name fails the test."""
        frame = self.album.frame
        said = [speak(frame.instruction, load_phrases(each)) for each in ("es", "en")]
        for language in ("es", "en"):
            for text in (frame.detail, frame.title, frame.progress, frame.note):
                speak(text, load_phrases(language))
            for command in (*frame.commands, *frame.choices):
                speak(command.label, load_phrases(language))
        return said[1]

    @property
    def step(self) -> str:
        return self.presenter.state.step

    def to_the_scale(self) -> None:
        self.scan("TO0002", MUG, MUG, MUG, CUP, CUP)

    def to_the_label(self) -> None:
        self.to_the_scale()
        self.presenter.weight(RIGHT)
