"""Python SDK for the Ionworks battery-data platform.

Cell data lives in a hierarchy: cell specification, cell instance, cell measurement. The
clients upload it, read it back as frames, and walk it:

>>> from ionworks import Ionworks
>>> with Ionworks(api_url="local:") as client:
...     spec = client.cell_spec.create_or_get({"name": "LG M50"})
>>> spec.name
'LG M50'
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

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

if TYPE_CHECKING:
    from ionworks.records import (
        CellBatch,
        ComputeUsage,
        InviteResult,
        OrganizationMember,
        OrganizationUsage,
        Project,
        ProjectMembership,
        ProjectRoleInfo,
        Protocol,
        RawData,
        SimulationUsage,
        Study,
    )
    from ionworks.records import (
        TagUsage as MeasurementTagUsage,
    )
    from ionworks.words import (
        KNOWN_ANALYSIS_TYPES,
        AnalysisType,
        ChannelState,
        MeasurementType,
        PlannedMeasurementStatus,
    )

__all__ = [
    "KNOWN_ANALYSIS_TYPES",
    "APIConnectionError",
    "APITimeoutError",
    "AnalysisType",
    "AsyncIonworks",
    "AsyncNavigator",
    "BadRequestError",
    "CacheSettings",
    "CacheWarning",
    "CellBatch",
    "ChannelState",
    "ClientClosedError",
    "ComputeUsage",
    "ConfigurationError",
    "ConflictError",
    "DataLoader",
    "ForbiddenError",
    "ForkedProcessError",
    "InterpreterEndingError",
    "InviteResult",
    "Ionworks",
    "IonworksError",
    "IssueCode",
    "JobFailedError",
    "MeasurementProcessingError",
    "MeasurementTagUsage",
    "MeasurementType",
    "MeasurementValidationError",
    "Navigator",
    "NotFoundError",
    "OrganizationMember",
    "OrganizationUsage",
    "PaginatedList",
    "PlannedMeasurementStatus",
    "ProcessingTimeoutError",
    "Project",
    "ProjectMembership",
    "ProjectRoleInfo",
    "Protocol",
    "RateLimitError",
    "RawData",
    "RequestValidationError",
    "SeriesMismatchError",
    "ServerError",
    "SimulationUsage",
    "Study",
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

# What is imported when it is first asked for: most programs ask for few of these.
_LAZY: Final = {
    "AnalysisType": ("ionworks.words", "AnalysisType"),
    "CellBatch": ("ionworks.records", "CellBatch"),
    "ChannelState": ("ionworks.words", "ChannelState"),
    "ComputeUsage": ("ionworks.records", "ComputeUsage"),
    "InviteResult": ("ionworks.records", "InviteResult"),
    "KNOWN_ANALYSIS_TYPES": ("ionworks.words", "KNOWN_ANALYSIS_TYPES"),
    "MeasurementTagUsage": ("ionworks.records", "TagUsage"),
    "MeasurementType": ("ionworks.words", "MeasurementType"),
    "OrganizationMember": ("ionworks.records", "OrganizationMember"),
    "OrganizationUsage": ("ionworks.records", "OrganizationUsage"),
    "PlannedMeasurementStatus": ("ionworks.words", "PlannedMeasurementStatus"),
    "Project": ("ionworks.records", "Project"),
    "ProjectMembership": ("ionworks.records", "ProjectMembership"),
    "ProjectRoleInfo": ("ionworks.records", "ProjectRoleInfo"),
    "Protocol": ("ionworks.records", "Protocol"),
    "RawData": ("ionworks.records", "RawData"),
    "SimulationUsage": ("ionworks.records", "SimulationUsage"),
    "Study": ("ionworks.records", "Study"),
}


def __getattr__(name: str) -> Any:
    if name not in _LAZY:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, attribute = _LAZY[name]
    found = globals()[name] = getattr(import_module(module), attribute)
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *_LAZY})
