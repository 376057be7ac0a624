"""Simulations, where scripts for the official client import them from."""

from ionworks.records import (
    SimulationCreated as SimulationResponse,
)
from ionworks.records import (
    SimulationResult,
)
from ionworks.resources.simulations import (
    Simulations as SimulationClient,
)

__all__ = [
    "SimulationClient",
    "SimulationResponse",
    "SimulationResult",
]
