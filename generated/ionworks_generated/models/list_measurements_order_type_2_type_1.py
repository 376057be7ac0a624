from typing import Literal

ListMeasurementsOrderType2Type1 = Literal["asc", "desc"]

LIST_MEASUREMENTS_ORDER_TYPE_2_TYPE_1_VALUES: set[ListMeasurementsOrderType2Type1] = {
    "asc",
    "desc",
}


def check_list_measurements_order_type_2_type_1(
    value: str,
) -> ListMeasurementsOrderType2Type1:
    if value in LIST_MEASUREMENTS_ORDER_TYPE_2_TYPE_1_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {LIST_MEASUREMENTS_ORDER_TYPE_2_TYPE_1_VALUES!r}"
    )
