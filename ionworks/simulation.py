"""Simulations, where scripts for the official client import them from."""

from ionworks.errors import (
    IonworksError,
)
from ionworks.pagination import (
    PaginatedList,
)
from ionworks.records import (
    Job as JobResponse,
)
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
    "IonworksError",
    "JobResponse",
    "PaginatedList",
    "SimulationClient",
    "SimulationResponse",
    "SimulationResult",
]
