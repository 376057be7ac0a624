"""Where the objects of the records lie."""

from typing import Final

TIME_SERIES: Final = "time_series.parquet"
STEPS: Final = "steps.parquet"
EXTENSION: Final = "time_series_extend.parquet"


def measurement(measurement_id: str) -> str:
    """Return the prefix of all objects of a measurement."""
    return f"measurements/{measurement_id}"


def version(measurement_id: str, number: int) -> str:
    """Return the prefix of one version of the data of a measurement."""
    return f"{measurement(measurement_id)}/{number}"


def time_series(measurement_id: str, number: int) -> str:
    """Return the key of the time series, stored as it was uploaded."""
    return f"{version(measurement_id, number)}/{TIME_SERIES}"


def given_steps(measurement_id: str, number: int) -> str:
    """Return the key of the steps that the uploader sent."""
    return f"{version(measurement_id, number)}/{STEPS}"


def extension(measurement_id: str, extension_id: str) -> str:
    """Return the key of rows to append; each upload of some has its own."""
    return f"{measurement(measurement_id)}/{extension_id}.extension"


def steps_table(measurement_id: str, number: int) -> str:
    """Return the key of the steps made from the time series."""
    return f"{version(measurement_id, number)}/tables/steps.parquet"


def cycles_table(measurement_id: str, number: int) -> str:
    """Return the key of the cycles made from the time series."""
    return f"{version(measurement_id, number)}/tables/cycles.parquet"


def attachment(measurement_id: str, position: int) -> str:
    """Return the key of a file of a file measurement; its name stands in the record."""
    return f"{version(measurement_id, 1)}/files/{position}"


def raw_data(raw_data_id: str) -> str:
    """Return the key of a raw data file."""
    return f"raw_data/{raw_data_id}/data"
