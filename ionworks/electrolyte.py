"""Electrolytes, where scripts for the official client import them from."""

from ionworks.resources._electrolyte_transport import (
    COLUMNS as DEFAULT_COLUMNS,
)
from ionworks.resources.electrolytes import (
    Electrolytes as ElectrolyteClient,
)

__all__ = [
    "DEFAULT_COLUMNS",
    "ElectrolyteClient",
]
