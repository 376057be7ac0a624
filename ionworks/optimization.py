"""Optimizations, where scripts for the official client import them from."""

from ionworks.errors import (
    IonworksError,
)
from ionworks.records import (
    Optimization,
)
from ionworks.resources.optimizations import (
    Optimizations as OptimizationClient,
)

__all__ = [
    "IonworksError",
    "Optimization",
    "OptimizationClient",
]
