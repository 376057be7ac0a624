"""Python SDK for the Ionworks battery-data platform.

Cell data lives in a hierarchy: cell specification, cell instance, cell measurement. The
clients upload it, read it back as frames, and walk it:

>>> from ionworks import Ionworks
>>> with Ionworks(api_url="local:") as client:
...     spec = client.cell_spec.create_or_get({"name": "LG M50"})
>>> spec.name
'LG M50'
"""

import logging
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from ionworks._version import __version__
from ionworks.client import AsyncIonworks, Ionworks
from ionworks.errors import (
    APIConnectionError,
    APITimeoutError,
    BadRequestError,
    ClientClosedError,
    ConfigurationError,
    ConflictError,
    DescriptionError,
    FileFormatError,
    FolderInUseError,
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
    RecordDiffersError,
    RequestValidationError,
    SeriesMismatchError,
    ServerError,
    TransferError,
    UnexpectedResponseError,
)
from ionworks.settings import get_dataframe_backend, set_dataframe_backend

if TYPE_CHECKING:
    from ionworks import examples
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
    from ionworks.differences import Difference, DifferenceWarning
    from ionworks.loader import DataLoader
    from ionworks.mapping import MappedMeasurements, amap_measurements, map_measurements
    from ionworks.navigator import AsyncNavigator, Navigator
    from ionworks.pagination import PaginatedList
    from ionworks.quantities import Quantity
    from ionworks.readers import GuessWarning, ReadReport, ReadResult, read
    from ionworks.records import (
        Analysis,
        AnalysisColumnSpec,
        AutoScheduleAssignment,
        AutoScheduleProposal,
        CellBatch,
        Channel,
        ChannelIncident,
        ColumnSpec,
        ComputeUsage,
        Cycler,
        CyclerDetail,
        CyclerServiceEvent,
        EcmFitJob,
        FitResults,
        FlatChannel,
        InviteResult,
        LabChannel,
        LabCycler,
        LabMeasurementSummary,
        LabSite,
        LabStatus,
        Material,
        MaterialPropertyDataset,
        Model,
        Optimization,
        OrganizationMember,
        OrganizationUsage,
        ParameterizedModel,
        ParsedProtocol,
        PlannedMeasurement,
        Project,
        ProjectMembership,
        ProjectRoleInfo,
        Protocol,
        RawData,
        RcPairFit,
        SaveToProjectResponse,
        SearchResponse,
        SearchResult,
        SimulationResult,
        SimulationUsage,
        Site,
        SiteDetail,
        Study,
        Utilization,
    )
    from ionworks.records import (
        TagUsage as MeasurementTagUsage,
    )
    from ionworks.resources.electrolytes import (
        Electrolytes as ElectrolyteClient,
    )
    from ionworks.validators import IssueCode, ValidationIssue, validate
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
    "Analysis",
    "AnalysisColumnSpec",
    "AnalysisType",
    "AsyncIonworks",
    "AsyncNavigator",
    "AutoScheduleAssignment",
    "AutoScheduleProposal",
    "BadRequestError",
    "CacheSettings",
    "CacheWarning",
    "CellBatch",
    "Channel",
    "ChannelIncident",
    "ChannelState",
    "ClientClosedError",
    "ColumnSpec",
    "ComputeUsage",
    "ConfigurationError",
    "ConflictError",
    "Cycler",
    "CyclerDetail",
    "CyclerServiceEvent",
    "DataLoader",
    "DescriptionError",
    "Difference",
    "DifferenceWarning",
    "EcmFitJob",
    "ElectrolyteClient",
    "FileFormatError",
    "FitResults",
    "FlatChannel",
    "FolderInUseError",
    "ForbiddenError",
    "ForkedProcessError",
    "GuessWarning",
    "InterpreterEndingError",
    "InviteResult",
    "Ionworks",
    "IonworksError",
    "IssueCode",
    "JobFailedError",
    "LabChannel",
    "LabCycler",
    "LabMeasurementSummary",
    "LabSite",
    "LabStatus",
    "MappedMeasurements",
    "Material",
    "MaterialPropertyDataset",
    "MeasurementProcessingError",
    "MeasurementTagUsage",
    "MeasurementType",
    "MeasurementValidationError",
    "Model",
    "Navigator",
    "NotFoundError",
    "Optimization",
    "OrganizationMember",
    "OrganizationUsage",
    "PaginatedList",
    "ParameterizedModel",
    "ParsedProtocol",
    "PlannedMeasurement",
    "PlannedMeasurementStatus",
    "ProcessingTimeoutError",
    "Project",
    "ProjectMembership",
    "ProjectRoleInfo",
    "Protocol",
    "Quantity",
    "RateLimitError",
    "RawData",
    "RcPairFit",
    "ReadReport",
    "ReadResult",
    "RecordDiffersError",
    "RequestValidationError",
    "SaveToProjectResponse",
    "SearchResponse",
    "SearchResult",
    "SeriesMismatchError",
    "ServerError",
    "SimulationResult",
    "SimulationUsage",
    "Site",
    "SiteDetail",
    "Study",
    "TransferError",
    "UnexpectedResponseError",
    "Utilization",
    "ValidationIssue",
    "__version__",
    "amap_measurements",
    "clear_cache",
    "examples",
    "get_cache_directory",
    "get_cache_enabled",
    "get_cache_ttl",
    "get_dataframe_backend",
    "map_measurements",
    "read",
    "set_cache_directory",
    "set_cache_enabled",
    "set_cache_ttl",
    "set_dataframe_backend",
    "validate",
]

# Nothing is written unless the program sets up logging.
logging.getLogger(__name__).addHandler(logging.NullHandler())

# What is imported when it is first asked for: most programs ask for few of these.
_LAZY: Final = {
    "Analysis": ("ionworks.records", "Analysis"),
    "AnalysisColumnSpec": ("ionworks.records", "AnalysisColumnSpec"),
    "AnalysisType": ("ionworks.words", "AnalysisType"),
    "AsyncNavigator": ("ionworks.navigator", "AsyncNavigator"),
    "AutoScheduleAssignment": ("ionworks.records", "AutoScheduleAssignment"),
    "AutoScheduleProposal": ("ionworks.records", "AutoScheduleProposal"),
    "CacheSettings": ("ionworks.cache", "CacheSettings"),
    "CacheWarning": ("ionworks.cache", "CacheWarning"),
    "CellBatch": ("ionworks.records", "CellBatch"),
    "Channel": ("ionworks.records", "Channel"),
    "ChannelIncident": ("ionworks.records", "ChannelIncident"),
    "ChannelState": ("ionworks.words", "ChannelState"),
    "ColumnSpec": ("ionworks.records", "ColumnSpec"),
    "ComputeUsage": ("ionworks.records", "ComputeUsage"),
    "Cycler": ("ionworks.records", "Cycler"),
    "CyclerDetail": ("ionworks.records", "CyclerDetail"),
    "CyclerServiceEvent": ("ionworks.records", "CyclerServiceEvent"),
    "DataLoader": ("ionworks.loader", "DataLoader"),
    "Difference": ("ionworks.differences", "Difference"),
    "DifferenceWarning": ("ionworks.differences", "DifferenceWarning"),
    "EcmFitJob": ("ionworks.records", "EcmFitJob"),
    "ElectrolyteClient": ("ionworks.resources.electrolytes", "Electrolytes"),
    "FitResults": ("ionworks.records", "FitResults"),
    "FlatChannel": ("ionworks.records", "FlatChannel"),
    "GuessWarning": ("ionworks.readers", "GuessWarning"),
    "InviteResult": ("ionworks.records", "InviteResult"),
    "IssueCode": ("ionworks.validators", "IssueCode"),
    "KNOWN_ANALYSIS_TYPES": ("ionworks.words", "KNOWN_ANALYSIS_TYPES"),
    "LabChannel": ("ionworks.records", "LabChannel"),
    "LabCycler": ("ionworks.records", "LabCycler"),
    "LabMeasurementSummary": ("ionworks.records", "LabMeasurementSummary"),
    "LabSite": ("ionworks.records", "LabSite"),
    "LabStatus": ("ionworks.records", "LabStatus"),
    "MappedMeasurements": ("ionworks.mapping", "MappedMeasurements"),
    "Material": ("ionworks.records", "Material"),
    "MaterialPropertyDataset": ("ionworks.records", "MaterialPropertyDataset"),
    "MeasurementTagUsage": ("ionworks.records", "TagUsage"),
    "MeasurementType": ("ionworks.words", "MeasurementType"),
    "Model": ("ionworks.records", "Model"),
    "Navigator": ("ionworks.navigator", "Navigator"),
    "Optimization": ("ionworks.records", "Optimization"),
    "OrganizationMember": ("ionworks.records", "OrganizationMember"),
    "OrganizationUsage": ("ionworks.records", "OrganizationUsage"),
    "PaginatedList": ("ionworks.pagination", "PaginatedList"),
    "ParameterizedModel": ("ionworks.records", "ParameterizedModel"),
    "ParsedProtocol": ("ionworks.records", "ParsedProtocol"),
    "PlannedMeasurement": ("ionworks.records", "PlannedMeasurement"),
    "PlannedMeasurementStatus": ("ionworks.words", "PlannedMeasurementStatus"),
    "Project": ("ionworks.records", "Project"),
    "ProjectMembership": ("ionworks.records", "ProjectMembership"),
    "ProjectRoleInfo": ("ionworks.records", "ProjectRoleInfo"),
    "Protocol": ("ionworks.records", "Protocol"),
    "Quantity": ("ionworks.quantities", "Quantity"),
    "RawData": ("ionworks.records", "RawData"),
    "RcPairFit": ("ionworks.records", "RcPairFit"),
    "ReadReport": ("ionworks.readers", "ReadReport"),
    "ReadResult": ("ionworks.readers", "ReadResult"),
    "SaveToProjectResponse": ("ionworks.records", "SaveToProjectResponse"),
    "SearchResponse": ("ionworks.records", "SearchResponse"),
    "SearchResult": ("ionworks.records", "SearchResult"),
    "SimulationResult": ("ionworks.records", "SimulationResult"),
    "SimulationUsage": ("ionworks.records", "SimulationUsage"),
    "Site": ("ionworks.records", "Site"),
    "SiteDetail": ("ionworks.records", "SiteDetail"),
    "Study": ("ionworks.records", "Study"),
    "Utilization": ("ionworks.records", "Utilization"),
    "ValidationIssue": ("ionworks.validators", "ValidationIssue"),
    "clear_cache": ("ionworks.cache", "clear_cache"),
    "get_cache_directory": ("ionworks.cache", "get_cache_directory"),
    "get_cache_enabled": ("ionworks.cache", "get_cache_enabled"),
    "get_cache_ttl": ("ionworks.cache", "get_cache_ttl"),
    "amap_measurements": ("ionworks.mapping", "amap_measurements"),
    "map_measurements": ("ionworks.mapping", "map_measurements"),
    "read": ("ionworks.readers", "read"),
    "set_cache_directory": ("ionworks.cache", "set_cache_directory"),
    "set_cache_enabled": ("ionworks.cache", "set_cache_enabled"),
    "set_cache_ttl": ("ionworks.cache", "set_cache_ttl"),
    "validate": ("ionworks.validators", "validate"),
}


#: Modules that are imported when they are first asked for.
_LAZY_MODULES: Final = (
    "cache",
    "examples",
    "issues",
    "loader",
    "navigator",
    "notebook",
    "pagination",
    "quantities",
    "records",
    "tables",
    "transforms",
    "validators",
)


def __getattr__(name: str) -> Any:
    if name in _LAZY_MODULES:
        return import_module(f"{__name__}.{name}")
    if name not in _LAZY:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, attribute = _LAZY[name]
    found = globals()[name] = getattr(import_module(module), attribute)
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *_LAZY, *_LAZY_MODULES})
