from typing import Literal

GetDiscoverySchemaName = Literal[
    "data",
    "model",
    "optimization",
    "parameterized_model",
    "pipeline",
    "project",
    "protocol",
    "study",
]

GET_DISCOVERY_SCHEMA_NAME_VALUES: set[GetDiscoverySchemaName] = {
    "data",
    "model",
    "optimization",
    "parameterized_model",
    "pipeline",
    "project",
    "protocol",
    "study",
}


def check_get_discovery_schema_name(value: str) -> GetDiscoverySchemaName:
    if value in GET_DISCOVERY_SCHEMA_NAME_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {GET_DISCOVERY_SCHEMA_NAME_VALUES!r}"
    )
