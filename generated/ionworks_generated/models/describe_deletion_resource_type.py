from typing import Literal

DescribeDeletionResourceType = Literal[
    "cell_batch",
    "cell_instance",
    "cell_measurement",
    "cell_specification",
    "channel",
    "cycler",
    "material",
    "model",
    "parameterized_model",
    "project",
    "site",
]

DESCRIBE_DELETION_RESOURCE_TYPE_VALUES: set[DescribeDeletionResourceType] = {
    "cell_batch",
    "cell_instance",
    "cell_measurement",
    "cell_specification",
    "channel",
    "cycler",
    "material",
    "model",
    "parameterized_model",
    "project",
    "site",
}


def check_describe_deletion_resource_type(value: str) -> DescribeDeletionResourceType:
    if value in DESCRIBE_DELETION_RESOURCE_TYPE_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {DESCRIBE_DELETION_RESOURCE_TYPE_VALUES!r}"
    )
