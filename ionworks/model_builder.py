"""Model builders, where scripts for the official client import them from."""

from ionworks.pagination import (
    PaginatedList,
)
from ionworks.records import (
    BuilderReadiness,
    BuildResult,
    ModelBuilder,
    ReadinessIssue,
    ReadinessReport,
)
from ionworks.resources.model_builders import (
    ModelBuilders as ModelBuilderClient,
)

__all__ = [
    "BuildResult",
    "BuilderReadiness",
    "ModelBuilder",
    "ModelBuilderClient",
    "PaginatedList",
    "ReadinessIssue",
    "ReadinessReport",
]
