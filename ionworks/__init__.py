"""Python SDK for the Ionworks battery-data platform.

Cell data lives in a hierarchy: cell specification, cell instance, cell measurement. The
clients upload it, read it back as frames, and walk it:

>>> from ionworks import Ionworks
>>> with Ionworks(api_url="local:") as client:
...     spec = client.cell_spec.create_or_get({"name": "LG M50"})
>>> spec.name
'LG M50'
"""

from ionworks._version import __version__
from ionworks.client import AsyncIonworks, Ionworks
from ionworks.errors import (
    APIConnectionError,
    APITimeoutError,
    BadRequestError,
    ConfigurationError,
    ConflictError,
    ForbiddenError,
    IonworksError,
    JobFailedError,
    MeasurementProcessingError,
    MeasurementValidationError,
    NotFoundError,
    ProcessingTimeoutError,
    RateLimitError,
    RequestValidationError,
    ServerError,
    TransferError,
    UnexpectedResponseError,
)
from ionworks.pagination import PaginatedList

__all__ = [
    "APIConnectionError",
    "APITimeoutError",
    "AsyncIonworks",
    "BadRequestError",
    "ConfigurationError",
    "ConflictError",
    "ForbiddenError",
    "Ionworks",
    "IonworksError",
    "JobFailedError",
    "MeasurementProcessingError",
    "MeasurementValidationError",
    "NotFoundError",
    "PaginatedList",
    "ProcessingTimeoutError",
    "RateLimitError",
    "RequestValidationError",
    "ServerError",
    "TransferError",
    "UnexpectedResponseError",
    "__version__",
]
