"""Every scale driver with a simulated scale at the other end of its cable, for the contract of all devices."""

from collections.abc import Callable
from decimal import Decimal

from hardware.scales import hid_scale, mt_sics, serial_scale
from hardware.scales.weight import Steadiness, Weight
from hardware.simulated.scales.hid import SimulatedHidScale
from hardware.simulated.scales.plate import PosnetVoice, PromptVoice, TisaVoice, Voice
from hardware.simulated.scales.serial import SimulatedScale
from hardware.status import Kind, State


class ScaleRig:
    kind = Kind.SCALE
    simulated: SimulatedScale | SimulatedHidScale
    driver: mt_sics.SerialScale | serial_scale.ProfileScale | hid_scale.HidScale

    def __init__(self) -> None:
        self.plug_in()
        self.start, self.stop = self.driver.start, self.driver.close
        self.grams = 0

    def plug_in(self) -> None:
        self.simulated = SimulatedScale()
        self.driver = mt_sics.SerialScale(mt_sics.Settings(self.simulated.port, poll_ms=20))

    def state(self) -> State:
        return self.driver.status.state

    def works(self) -> bool:
        self.grams += 125
        self.simulated.put(self.grams)
        return self.driver.weigh() == Weight(Steadiness.STABLE, Decimal(self.grams))


class DibalRig(ScaleRig):
    voice: Callable[[], Voice] = TisaVoice
    protocol = "tisa"

    def plug_in(self) -> None:
        self.simulated = SimulatedScale(type(self).voice())
        settings = serial_scale.DibalSettings(self.simulated.port, self.protocol, timeout_s=20, poll_ms=20)
        self.driver = serial_scale.ProfileScale(settings)


class PosnetRig(DibalRig):
    voice = PosnetVoice
    protocol = "posnet"


class AskedScaleRig(ScaleRig):
    request = "$"

    def plug_in(self) -> None:
        self.simulated = SimulatedScale(PromptVoice(self.request.encode()))
        settings = serial_scale.Settings(
            self.simulated.port, self.request, r"(?P<weight>[0-9]{5})\r", "g", steady=2, timeout_s=20, poll_ms=20
        )
        self.driver = serial_scale.ProfileScale(settings)


class TalkingScaleRig(AskedScaleRig):
    request = ""


class HidScaleRig(ScaleRig):
    def plug_in(self) -> None:
        self.simulated = SimulatedHidScale()
        self.driver = hid_scale.HidScale(hid_scale.Settings(self.simulated.port, timeout_s=20))


SCALE_RIGS: dict[str, list[Callable[[], ScaleRig]]] = {
    "mt-sics": [ScaleRig],
    "dibal": [DibalRig, PosnetRig],
    "serial-scale": [AskedScaleRig, TalkingScaleRig],
    "hid-scale": [HidScaleRig],
}
