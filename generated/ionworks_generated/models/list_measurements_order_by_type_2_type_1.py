from typing import Literal

ListMeasurementsOrderByType2Type1 = Literal[
    "created_at", "name", "start_time", "updated_at"
]

LIST_MEASUREMENTS_ORDER_BY_TYPE_2_TYPE_1_VALUES: set[
    ListMeasurementsOrderByType2Type1
] = {
    "created_at",
    "name",
    "start_time",
    "updated_at",
}


def check_list_measurements_order_by_type_2_type_1(
    value: str,
) -> ListMeasurementsOrderByType2Type1:
    if value in LIST_MEASUREMENTS_ORDER_BY_TYPE_2_TYPE_1_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {LIST_MEASUREMENTS_ORDER_BY_TYPE_2_TYPE_1_VALUES!r}"
    )
