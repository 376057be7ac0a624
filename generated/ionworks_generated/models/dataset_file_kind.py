from typing import Literal

DatasetFileKind = Literal["original", "parquet"]

DATASET_FILE_KIND_VALUES: set[DatasetFileKind] = {
    "original",
    "parquet",
}


def check_dataset_file_kind(value: str) -> DatasetFileKind:
    if value in DATASET_FILE_KIND_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {DATASET_FILE_KIND_VALUES!r}")
