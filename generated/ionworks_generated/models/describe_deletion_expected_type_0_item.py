from typing import Literal

DescribeDeletionExpectedType0Item = Literal[
    "analyses",
    "cell_batches",
    "cell_instances",
    "cell_measurements",
    "cell_specifications",
    "channel_incidents",
    "channels",
    "cycler_service_events",
    "cyclers",
    "material_property_datasets",
    "materials",
    "model_builders",
    "models",
    "optimization_templates",
    "optimizations",
    "parameterized_models",
    "pipeline_elements",
    "pipelines",
    "planned_measurements",
    "projects",
    "protocols",
    "raw_data",
    "simple_pipelines",
    "simulations",
    "sites",
    "studies",
]

DESCRIBE_DELETION_EXPECTED_TYPE_0_ITEM_VALUES: set[DescribeDeletionExpectedType0Item] = {
    "analyses",
    "cell_batches",
    "cell_instances",
    "cell_measurements",
    "cell_specifications",
    "channel_incidents",
    "channels",
    "cycler_service_events",
    "cyclers",
    "material_property_datasets",
    "materials",
    "model_builders",
    "models",
    "optimization_templates",
    "optimizations",
    "parameterized_models",
    "pipeline_elements",
    "pipelines",
    "planned_measurements",
    "projects",
    "protocols",
    "raw_data",
    "simple_pipelines",
    "simulations",
    "sites",
    "studies",
}


def check_describe_deletion_expected_type_0_item(value: str) -> DescribeDeletionExpectedType0Item:
    if value in DESCRIBE_DELETION_EXPECTED_TYPE_0_ITEM_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {DESCRIBE_DELETION_EXPECTED_TYPE_0_ITEM_VALUES!r}"
    )
