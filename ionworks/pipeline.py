"""Pipelines, where scripts for the official client import them from."""

from ionworks.errors import (
    IonworksError,
)
from ionworks.pagination import (
    PaginatedList,
)
from ionworks.records import (
    Pipeline as PipelineSubmissionResponse,
)
from ionworks.records import (
    PipelineResult as PipelineResponse,
)
from ionworks.resources.pipelines import (
    Pipelines as PipelineClient,
)

__all__ = [
    "IonworksError",
    "PaginatedList",
    "PipelineClient",
    "PipelineResponse",
    "PipelineSubmissionResponse",
]
