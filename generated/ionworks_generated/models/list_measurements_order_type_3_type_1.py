from typing import Literal

ListMeasurementsOrderType3Type1 = Literal["asc", "desc"]

LIST_MEASUREMENTS_ORDER_TYPE_3_TYPE_1_VALUES: set[ListMeasurementsOrderType3Type1] = {
    "asc",
    "desc",
}


def check_list_measurements_order_type_3_type_1(
    value: str,
) -> ListMeasurementsOrderType3Type1:
    if value in LIST_MEASUREMENTS_ORDER_TYPE_3_TYPE_1_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {LIST_MEASUREMENTS_ORDER_TYPE_3_TYPE_1_VALUES!r}"
    )
