from typing import Literal

BuilderElementElementType = Literal["calculation", "entry"]

BUILDER_ELEMENT_ELEMENT_TYPE_VALUES: set[BuilderElementElementType] = {
    "calculation",
    "entry",
}


def check_builder_element_element_type(value: str) -> BuilderElementElementType:
    if value in BUILDER_ELEMENT_ELEMENT_TYPE_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {BUILDER_ELEMENT_ELEMENT_TYPE_VALUES!r}"
    )
