import wave
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ui.cues import CUES, Cues
from ui.sound import SOUNDS, ProcessPlayer, RecordingSounder, SilentSounder, ThreadSounder, find_sounder

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "sounds"


def wav(name: str) -> tuple[int, bytes]:
    with wave.open(str(FOLDER / f"{name}.wav"), "rb") as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, 44_100)
        return file.getnframes(), file.readframes(file.getnframes())


def test_the_four_sounds_differ_in_length_and_content() -> None:
    lengths = [wav(name)[0] for name in SOUNDS]
    assert len(set(lengths)) == 4
    assert max(lengths) < 44_100, "no sound lasts a second"
    assert len({wav(name)[1] for name in SOUNDS}) == 4


def test_every_cue_but_the_quiet_one_has_its_own_sound() -> None:
    sounder = RecordingSounder()
    cues = Cues(sounder)
    for cue in CUES:
        cues.play(cue)
    assert sounder.played == ["ok", "error", "attention", "done"]
    cues.play("next")
    assert sounder.played[-1] == "ok"
    with pytest.raises(ValueError, match="loud"):
        cues.play("loud")


def test_files_are_played_in_order_on_another_thread_which_ends() -> None:
    played: list[str] = []
    sounder = ThreadSounder(lambda file: played.append(file.stem))
    for name in ("ok", "error", "ok"):
        sounder.play(name)
    sounder.stop()
    assert played == ["ok", "error", "ok"]


def test_half_the_volume_halves_every_sample(tmp_path: Path) -> None:
    loud: list[int] = []

    def measure(file: Path) -> None:
        with wave.open(str(file), "rb") as source:
            frames = memoryview(source.readframes(source.getnframes())).cast("h")
            loud.append(max(frames))

    for volume in (100, 50):
        sounder = ThreadSounder(measure, volume=volume)
        sounder.play("ok")
        sounder.stop()
    assert loud[1] == pytest.approx(loud[0] / 2, abs=1)


def test_a_player_that_cannot_be_started_shows_as_no_sound_and_raises_nothing() -> None:
    sounder = ThreadSounder(ProcessPlayer(("/nonexistent/player",)))
    sounder.play("ok")
    sounder.stop()
    assert not sounder.available


def test_a_player_that_fails_on_a_file_shows_as_no_sound(tmp_path: Path) -> None:
    player = ProcessPlayer(("/bin/sh", "-c", "exit 3"))
    player(FOLDER / "ok.wav")
    running = player._running
    assert running is not None
    running.wait()
    with pytest.raises(OSError, match="could not play"):
        player(FOLDER / "ok.wav")
    player.close()


def test_a_new_sound_cuts_the_old_one_short() -> None:
    player = ProcessPlayer(("/bin/sh", "-c", "sleep 60"))
    player(FOLDER / "ok.wav")
    first = player._running
    assert first is not None
    player(FOLDER / "ok.wav")
    assert first.poll() is not None
    player.close()


def test_a_machine_without_a_player_is_silent_and_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("sys.platform", "linux")
    sounder = find_sounder()
    assert not sounder.available
    sounder.play("ok")
    sounder.stop()


def test_the_player_found_on_the_machine_is_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: QtBot) -> None:
    heard, player = tmp_path / "heard", tmp_path / "aplay"
    player.write_text(f'#!/bin/sh\necho "$@" > {heard}\n')
    player.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("sys.platform", "linux")
    sounder = find_sounder()
    assert isinstance(sounder, ThreadSounder)
    sounder.play("done")
    qtbot.waitUntil(lambda: heard.exists() and heard.read_text() != "")
    sounder.stop()
    assert heard.read_text().split() == ["-q", str(FOLDER / "done.wav")]


def test_volume_nought_is_silence() -> None:
    assert isinstance(find_sounder(volume=0), SilentSounder)
