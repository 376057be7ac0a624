from typing import Literal

ListPipelinesOrderType1 = Literal["asc", "desc"]

LIST_PIPELINES_ORDER_TYPE_1_VALUES: set[ListPipelinesOrderType1] = {
    "asc",
    "desc",
}


def check_list_pipelines_order_type_1(value: str) -> ListPipelinesOrderType1:
    if value in LIST_PIPELINES_ORDER_TYPE_1_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {LIST_PIPELINES_ORDER_TYPE_1_VALUES!r}"
    )
