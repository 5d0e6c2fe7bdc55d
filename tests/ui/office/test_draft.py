"""A device's settings while they are filled in: what they are called, what they take."""

import pytest

from app.language import load_phrases
from hardware.setup.forms import forms
from ui.presenters.frame import speak
from ui.presenters.office.draft import CAPTIONS, Draft, WrongValue, caption_of, free_name, value_in_words


@pytest.mark.parametrize("language", ["es", "en"])
def test_every_setting_of_every_driver_has_a_name_for_people(language: str) -> None:
    settings = {field.name for form in forms() for field in form.fields}
    assert settings <= CAPTIONS.keys()
    assert all(speak(caption_of(name), load_phrases(language)) for name in settings)
    assert caption_of("a_setting_of_tomorrow") == "a_setting_of_tomorrow"


def test_numbers_choices_and_switches_are_read_as_their_field_wants_them() -> None:
    (form,) = (each for each in forms() if each.driver == "network-printer")
    draft = Draft(form, "p", "", {"host": "h"})
    assert draft.filled("timeout_s", "2,5").table == {"driver": "network-printer", "host": "h", "timeout_s": 2.5}
    assert draft.filled("language", "tspl").value("language") == "tspl"
    assert draft.filled("port", "9100").table == {"driver": "network-printer", "host": "h"}
    assert draft.filled("dpi", "203 ").value("dpi") == 203
    for name, text in (("language", "latin"), ("timeout_s", "1e3")):
        with pytest.raises(WrongValue):
            draft.filled(name, text)
    assert value_in_words("") != value_in_words(None)


def test_a_new_device_gets_the_first_name_that_is_free() -> None:
    assert free_name("scale", ()) == "scale-1"
    assert free_name("scale", ("scale-1", "scale-3", "scanner-2")) == "scale-2"
