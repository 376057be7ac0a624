"""Measurements, where scripts for the official client import them from."""

from ionworks.errors import (
    IonworksError,
    MeasurementProcessingError,
    MeasurementValidationError,
)
from ionworks.pagination import (
    PaginatedList,
)
from ionworks.records import (
    CellMeasurement,
    RawData,
    StepsAndCycles,
)
from ionworks.records import (
    MeasurementBundle as CellMeasurementBundleResponse,
)
from ionworks.records import (
    MeasurementDetail as CellMeasurementDetail,
)
from ionworks.records import (
    TagUsage as MeasurementTagUsage,
)
from ionworks.resources._processing import (
    PROCESSING_LIMIT as PROCESSING_TIMEOUT_SECONDS,
)
from ionworks.resources.cell_measurements import (
    CellMeasurements as CellMeasurementClient,
)
from ionworks.settings import (
    get_dataframe_backend,
)
from ionworks.validators import (
    validate_measurement_data,
    validate_time_monotonic,
)
from ionworks.words import (
    MeasurementType,
)

__all__ = [
    "PROCESSING_TIMEOUT_SECONDS",
    "CellMeasurement",
    "CellMeasurementBundleResponse",
    "CellMeasurementClient",
    "CellMeasurementDetail",
    "IonworksError",
    "MeasurementProcessingError",
    "MeasurementTagUsage",
    "MeasurementType",
    "MeasurementValidationError",
    "PaginatedList",
    "RawData",
    "StepsAndCycles",
    "get_dataframe_backend",
    "validate_measurement_data",
    "validate_time_monotonic",
]
