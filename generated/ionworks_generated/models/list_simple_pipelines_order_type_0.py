from typing import Literal

ListSimplePipelinesOrderType0 = Literal["asc", "desc"]

LIST_SIMPLE_PIPELINES_ORDER_TYPE_0_VALUES: set[ListSimplePipelinesOrderType0] = {
    "asc",
    "desc",
}


def check_list_simple_pipelines_order_type_0(value: str) -> ListSimplePipelinesOrderType0:
    if value in LIST_SIMPLE_PIPELINES_ORDER_TYPE_0_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {LIST_SIMPLE_PIPELINES_ORDER_TYPE_0_VALUES!r}"
    )
