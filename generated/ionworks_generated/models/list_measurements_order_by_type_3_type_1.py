from typing import Literal

ListMeasurementsOrderByType3Type1 = Literal[
    "created_at", "name", "start_time", "updated_at"
]

LIST_MEASUREMENTS_ORDER_BY_TYPE_3_TYPE_1_VALUES: set[
    ListMeasurementsOrderByType3Type1
] = {
    "created_at",
    "name",
    "start_time",
    "updated_at",
}


def check_list_measurements_order_by_type_3_type_1(
    value: str,
) -> ListMeasurementsOrderByType3Type1:
    if value in LIST_MEASUREMENTS_ORDER_BY_TYPE_3_TYPE_1_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {LIST_MEASUREMENTS_ORDER_BY_TYPE_3_TYPE_1_VALUES!r}"
    )
