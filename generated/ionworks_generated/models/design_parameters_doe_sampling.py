from typing import Literal

DesignParametersDOESampling = Literal["grid", "latin_hypercube", "random"]

DESIGN_PARAMETERS_DOE_SAMPLING_VALUES: set[DesignParametersDOESampling] = {
    "grid",
    "latin_hypercube",
    "random",
}


def check_design_parameters_doe_sampling(value: str) -> DesignParametersDOESampling:
    if value in DESIGN_PARAMETERS_DOE_SAMPLING_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {DESIGN_PARAMETERS_DOE_SAMPLING_VALUES!r}"
    )
