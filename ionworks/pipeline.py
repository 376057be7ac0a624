"""Pipelines, where scripts for the official client import them from."""

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
    "PipelineClient",
    "PipelineResponse",
    "PipelineSubmissionResponse",
]
