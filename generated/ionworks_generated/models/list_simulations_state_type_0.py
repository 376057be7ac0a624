from typing import Literal

ListSimulationsStateType0 = Literal["completed", "failed", "queued", "running"]

LIST_SIMULATIONS_STATE_TYPE_0_VALUES: set[ListSimulationsStateType0] = {
    "completed",
    "failed",
    "queued",
    "running",
}


def check_list_simulations_state_type_0(value: str) -> ListSimulationsStateType0:
    if value in LIST_SIMULATIONS_STATE_TYPE_0_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {LIST_SIMULATIONS_STATE_TYPE_0_VALUES!r}"
    )
