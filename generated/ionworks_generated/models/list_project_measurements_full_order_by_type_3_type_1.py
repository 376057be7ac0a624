from typing import Literal

ListProjectMeasurementsFullOrderByType3Type1 = Literal[
    "cell_instance_id",
    "created_at",
    "cycler",
    "name",
    "notes",
    "start_time",
    "step_labels_validated",
    "updated_at",
]

LIST_PROJECT_MEASUREMENTS_FULL_ORDER_BY_TYPE_3_TYPE_1_VALUES: set[
    ListProjectMeasurementsFullOrderByType3Type1
] = {
    "cell_instance_id",
    "created_at",
    "cycler",
    "name",
    "notes",
    "start_time",
    "step_labels_validated",
    "updated_at",
}


def check_list_project_measurements_full_order_by_type_3_type_1(
    value: str,
) -> ListProjectMeasurementsFullOrderByType3Type1:
    if value in LIST_PROJECT_MEASUREMENTS_FULL_ORDER_BY_TYPE_3_TYPE_1_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {LIST_PROJECT_MEASUREMENTS_FULL_ORDER_BY_TYPE_3_TYPE_1_VALUES!r}"
    )
