from typing import Literal

ListProjectMeasurementsFullOrderType1 = Literal["asc", "desc"]

LIST_PROJECT_MEASUREMENTS_FULL_ORDER_TYPE_1_VALUES: set[
    ListProjectMeasurementsFullOrderType1
] = {
    "asc",
    "desc",
}


def check_list_project_measurements_full_order_type_1(
    value: str,
) -> ListProjectMeasurementsFullOrderType1:
    if value in LIST_PROJECT_MEASUREMENTS_FULL_ORDER_TYPE_1_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {LIST_PROJECT_MEASUREMENTS_FULL_ORDER_TYPE_1_VALUES!r}"
    )
