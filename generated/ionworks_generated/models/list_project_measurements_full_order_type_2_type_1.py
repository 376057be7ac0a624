from typing import Literal

ListProjectMeasurementsFullOrderType2Type1 = Literal["asc", "desc"]

LIST_PROJECT_MEASUREMENTS_FULL_ORDER_TYPE_2_TYPE_1_VALUES: set[
    ListProjectMeasurementsFullOrderType2Type1
] = {
    "asc",
    "desc",
}


def check_list_project_measurements_full_order_type_2_type_1(
    value: str,
) -> ListProjectMeasurementsFullOrderType2Type1:
    if value in LIST_PROJECT_MEASUREMENTS_FULL_ORDER_TYPE_2_TYPE_1_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {LIST_PROJECT_MEASUREMENTS_FULL_ORDER_TYPE_2_TYPE_1_VALUES!r}"
    )
