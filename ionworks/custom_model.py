"""Models, where scripts for the official client import them from."""

from ionworks.errors import (
    IonworksError,
)
from ionworks.pagination import (
    PaginatedList,
)
from ionworks.records import (
    Model,
    ParameterizedModel,
    ZooImport,
)
from ionworks.resources.models import (
    Models as ModelClient,
)

__all__ = [
    "IonworksError",
    "Model",
    "ModelClient",
    "PaginatedList",
    "ParameterizedModel",
    "ZooImport",
]
