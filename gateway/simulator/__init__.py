"""A GSM modem and the network behind it, without either: for tests, the demo and other gateways."""

from gateway.simulator.control import ControlServer
from gateway.simulator.modem import SimulatedModem
from gateway.simulator.network import Event, Happening, Network, Sent
from gateway.simulator.serve import simulate

__all__ = ["ControlServer", "Event", "Happening", "Network", "Sent", "SimulatedModem", "simulate"]
