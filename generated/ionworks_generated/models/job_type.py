from typing import Literal

JobType = Literal["datafit", "dummy", "evaluate_variables", "optimize", "simulate", "validation"]

JOB_TYPE_VALUES: set[JobType] = {
    "datafit",
    "dummy",
    "evaluate_variables",
    "optimize",
    "simulate",
    "validation",
}


def check_job_type(value: str) -> JobType:
    if value in JOB_TYPE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {JOB_TYPE_VALUES!r}")
