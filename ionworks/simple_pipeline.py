"""Simple pipelines, where scripts for the official client import them from."""

from ionworks.errors import (
    IonworksError,
)
from ionworks.pagination import (
    PaginatedList,
)
from ionworks.records import (
    SimplePipeline as SimplePipelineSubmissionResponse,
)
from ionworks.resources.simple_pipelines import (
    SimplePipelines as SimplePipelineClient,
)

__all__ = [
    "IonworksError",
    "PaginatedList",
    "SimplePipelineClient",
    "SimplePipelineSubmissionResponse",
]
