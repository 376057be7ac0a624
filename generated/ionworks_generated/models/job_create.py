"""The body JobCreate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..types import UNSET, Body, Unset


@define
class JobCreate(Body):
    """A job to submit.

    Attributes
    ----------
    job_type : str
        Kind of the job.
    params : Any
        Parameters; free-form.
    priority : int
        The higher, the sooner.
    callback_url : str
        Address that is told when the job is over.
    """

    job_type: str
    params: Any
    priority: int | Unset = UNSET
    callback_url: str | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "job_type": "job_type",
        "params": "params",
        "priority": "priority",
        "callback_url": "callback_url",
    }

    _is_open: ClassVar[bool] = True
