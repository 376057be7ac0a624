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
from ionworks.cache import (
    CacheSettings,
    CacheWarning,
    clear_cache,
    get_cache_directory,
    get_cache_enabled,
    get_cache_ttl,
    set_cache_directory,
    set_cache_enabled,
    set_cache_ttl,
)
from ionworks.client import AsyncIonworks, Ionworks
from ionworks.errors import (
    APIConnectionError,
    APITimeoutError,
    BadRequestError,
    ClientClosedError,
    ConfigurationError,
    ConflictError,
    ForbiddenError,
    ForkedProcessError,
    InterpreterEndingError,
    IonworksError,
    JobFailedError,
    MeasurementProcessingError,
    MeasurementValidationError,
    NotFoundError,
    ProcessingTimeoutError,
    RateLimitError,
    RequestValidationError,
    SeriesMismatchError,
    ServerError,
    TransferError,
    UnexpectedResponseError,
)
from ionworks.loader import DataLoader
from ionworks.navigator import AsyncNavigator, Navigator
from ionworks.pagination import PaginatedList
from ionworks.settings import get_dataframe_backend, set_dataframe_backend
from ionworks.validators import IssueCode, ValidationIssue, validate

__all__ = [
    "APIConnectionError",
    "APITimeoutError",
    "AsyncIonworks",
    "AsyncNavigator",
    "BadRequestError",
    "CacheSettings",
    "CacheWarning",
    "ClientClosedError",
    "ConfigurationError",
    "ConflictError",
    "DataLoader",
    "ForbiddenError",
    "ForkedProcessError",
    "InterpreterEndingError",
    "Ionworks",
    "IonworksError",
    "IssueCode",
    "JobFailedError",
    "MeasurementProcessingError",
    "MeasurementValidationError",
    "Navigator",
    "NotFoundError",
    "PaginatedList",
    "ProcessingTimeoutError",
    "RateLimitError",
    "RequestValidationError",
    "SeriesMismatchError",
    "ServerError",
    "TransferError",
    "UnexpectedResponseError",
    "ValidationIssue",
    "__version__",
    "clear_cache",
    "get_cache_directory",
    "get_cache_enabled",
    "get_cache_ttl",
    "get_dataframe_backend",
    "set_cache_directory",
    "set_cache_enabled",
    "set_cache_ttl",
    "set_dataframe_backend",
    "validate",
]
