from typing import Literal

DOERowType = Literal["discrete", "normal", "range"]

DOE_ROW_TYPE_VALUES: set[DOERowType] = {
    "discrete",
    "normal",
    "range",
}


def check_doe_row_type(value: str) -> DOERowType:
    if value in DOE_ROW_TYPE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {DOE_ROW_TYPE_VALUES!r}")
