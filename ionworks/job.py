"""Jobs, where scripts for the official client import them from."""

from ionworks.records import (
    Job as JobResponse,
)
from ionworks.resources.jobs import (
    Jobs as JobClient,
)

__all__ = [
    "JobClient",
    "JobResponse",
]
