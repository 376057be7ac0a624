from typing import Literal

CustomModelFormChemistry = Literal["ecm", "generic", "lithium_ion", "lithium_sulfur"]

CUSTOM_MODEL_FORM_CHEMISTRY_VALUES: set[CustomModelFormChemistry] = {
    "ecm",
    "generic",
    "lithium_ion",
    "lithium_sulfur",
}


def check_custom_model_form_chemistry(value: str) -> CustomModelFormChemistry:
    if value in CUSTOM_MODEL_FORM_CHEMISTRY_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {CUSTOM_MODEL_FORM_CHEMISTRY_VALUES!r}"
    )
