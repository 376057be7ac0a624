from typing import Literal

ListMeasurementsOrderType1 = Literal["asc", "desc"]

LIST_MEASUREMENTS_ORDER_TYPE_1_VALUES: set[ListMeasurementsOrderType1] = {
    "asc",
    "desc",
}


def check_list_measurements_order_type_1(value: str) -> ListMeasurementsOrderType1:
    if value in LIST_MEASUREMENTS_ORDER_TYPE_1_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {LIST_MEASUREMENTS_ORDER_TYPE_1_VALUES!r}"
    )
