"""Where the objects of the records lie."""

import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Final

TIME_SERIES: Final = "time_series.parquet"
STEPS: Final = "steps.parquet"
EXTENSION: Final = "time_series_extend.parquet"

SINGLE: Final = ("raw_data", "analyses")
"""Kinds of records that have one object; their tables have the same names."""

SEGMENT: Final = r"(?!\.+(?:/|$))[A-Za-z0-9._-]+"
_OWN: Final = re.compile(
    rf"measurements/{SEGMENT}/(?:"
    r"[0-9]+/(?:time_series|steps|time_series_extend)\.parquet"  # the last one is of layout 1
    r"|[0-9]+/tables/(?:steps|cycles)\.parquet"
    r"|[0-9]+/files/[0-9]+"
    rf"|{SEGMENT}\.extension)"
    rf"|(?:{'|'.join(SINGLE)})/{SEGMENT}/data"
    rf"|property_datasets/{SEGMENT}/{SEGMENT}/(?:original|table\.parquet)"
)
_OWN_FOLDER: Final = re.compile(
    rf"measurements(?:/{SEGMENT}(?:/[0-9]+(?:/tables|/files)?)?)?"
    rf"|(?:{'|'.join(SINGLE)})(?:/{SEGMENT})?"
    rf"|property_datasets(?:/{SEGMENT}(?:/{SEGMENT})?)?"
)


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


def steps_beside(key: str) -> str | None:
    """Return the key of the steps that may have been sent with a time series; None for others."""
    folder, _, name = key.rpartition("/")
    return f"{folder}/{STEPS}" if name == TIME_SERIES else None


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
    return single("raw_data", raw_data_id)


def analysis(analysis_id: str) -> str:
    """Return the key of the table of an analysis."""
    return single("analyses", analysis_id)


def single(kind: str, identifier: str) -> str:
    """Return the key of the object of a record that has one."""
    return f"{kind}/{identifier}/data"


def dataset(dataset_id: str) -> str:
    """Return the prefix of all objects of a property dataset."""
    return f"property_datasets/{dataset_id}"


def dataset_version(dataset_id: str, data_id: str) -> str:
    """Return the prefix of the files of a property dataset after one change of its data."""
    return f"{dataset(dataset_id)}/{data_id}"


def dataset_original(dataset_id: str, data_id: str) -> str:
    """Return the key of the file of a property dataset, as it was uploaded."""
    return f"{dataset_version(dataset_id, data_id)}/original"


def dataset_table(dataset_id: str, data_id: str) -> str:
    """Return the key of the numbers of a property dataset."""
    return f"{dataset_version(dataset_id, data_id)}/table.parquet"


def owner(key: str) -> tuple[str, str]:
    """Return what kind of record an object belongs to (its first folder), and the id of it."""
    kind, identifier, _ = key.split("/", 2)
    return kind, identifier


def is_key(key: str) -> bool:
    """Tell whether a key is one that the platform gives."""
    return _OWN.fullmatch(key) is not None


def is_folder(path: str) -> bool:
    """Tell whether a folder within the objects is one that the platform makes."""
    return _OWN_FOLDER.fullmatch(path) is not None


def keys_in(objects: Path, prefix: str = "") -> Iterator[str]:
    """Walk the keys of what lies in a folder of objects.

    What is a link, or has a name that the platform does not give, is left out.

    Parameters
    ----------
    objects : Path
        The folder of all objects.
    prefix : str
        Of the keys wanted; all by default.
    """
    for folder, _, names in os.walk(objects / prefix):
        base = Path(folder).relative_to(objects).as_posix()
        for name in names:
            key = f"{base}/{name}"
            if is_key(key) and is_regular(Path(folder, name)):
                yield key


def is_regular(path: Path) -> bool:
    """Tell whether there is a regular file; a link to one does not count."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return False
