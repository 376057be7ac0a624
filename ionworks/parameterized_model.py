"""Parameterized models, where scripts for the official client import them from."""

from ionworks.errors import (
    IonworksError,
)
from ionworks.pagination import (
    PaginatedList,
)
from ionworks.records import (
    ParameterizedModel,
)
from ionworks.resources.parameterized_models import (
    ParameterizedModels as ParameterizedModelClient,
)

__all__ = [
    "IonworksError",
    "PaginatedList",
    "ParameterizedModel",
    "ParameterizedModelClient",
]
