"""A GSM modem and the network behind it, without either: for tests, the demo and other gateways."""

from gateway.simulator.card import Card
from gateway.simulator.control import ControlServer
from gateway.simulator.modem import SimulatedModem
from gateway.simulator.network import Event, Happening, Network, Sent
from gateway.simulator.profiles import PROFILES, Profile, profile_named
from gateway.simulator.serve import simulate

__all__ = [
    "PROFILES",
    "Card",
    "ControlServer",
    "Event",
    "Happening",
    "Network",
    "Profile",
    "Sent",
    "SimulatedModem",
    "profile_named",
    "simulate",
]
