"""Jobs, where scripts for the official client import them from."""

from ionworks.errors import (
    IonworksError,
)
from ionworks.records import (
    Job as JobResponse,
)
from ionworks.records import (
    JobCreationPayload,
)
from ionworks.resources.jobs import (
    Jobs as JobClient,
)

__all__ = [
    "IonworksError",
    "JobClient",
    "JobCreationPayload",
    "JobResponse",
]
