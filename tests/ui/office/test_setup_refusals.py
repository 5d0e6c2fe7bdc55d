"""What a driver does not take is said in the words and the language of whoever fills it in."""

from collections.abc import Callable

import pytest

from app.language import LANGUAGES, load_phrases
from hardware.refusal import Fault, RefusedError
from tests.ui.house import House
from tests.ui.office.setup_world import Fitter, MakeFitter, Shop
from ui.presenters.frame import speak
from ui.presenters.office.draft import caption_of
from ui.presenters.office.lacks import refusal_in_words


@pytest.fixture
def fitter(house: Callable[[str], House]) -> MakeFitter:
    return lambda language="es", shop=None, may=True: Fitter(house(language), shop or Shop(), may=may)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("fault", Fault)
def test_every_refusal_of_a_driver_has_its_sentence(fault: Fault, language: str) -> None:
    say = load_phrases(language)
    names = {"field": "baud", "value": "0.0", "known": "a, b", "driver": "none"}
    said = speak(refusal_in_words(RefusedError("words for a log", fault, **names)), say)
    assert any(word in said for word in ("none", "0.0", speak(caption_of("baud"), say), "baud"))
    assert "words for a log" not in said


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("es", "El controlador no acepta esto: Velocidad (baudios): 0 no es mayor que 0. Cámbialo y prueba de nuevo."),
        ("en", "The driver does not take this: Speed (baud): 0 is not above 0. Change it and try again."),
    ],
)
def test_a_drivers_refusal_is_said_in_the_language_of_whoever_reads_it(
    fitter: MakeFitter, language: str, said: str
) -> None:
    it = fitter(language)
    it.choose("scanner-1")
    it.fill(speak(caption_of("baud"), load_phrases(language)), "0")
    assert it.said == said
