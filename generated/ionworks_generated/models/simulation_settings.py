"""The body SimulationSettings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..types import UNSET, Body, Unset


@define
class SimulationSettings(Body):
    """How models are solved, applied to each simulation. Those of a parameterized model win over
    those of its model.

    Attributes
    ----------
    var_pts : Any
        Number of mesh points, by spatial variable, such as `{"x_n": 20}`.
    submesh_types : Any
        How each domain is meshed.
    spatial_methods : Any
        How each domain is discretised.
    solver : Any
        Which solver, and its options.
    """

    var_pts: Any | Unset = UNSET
    submesh_types: Any | Unset = UNSET
    spatial_methods: Any | Unset = UNSET
    solver: Any | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "var_pts": "var_pts",
        "submesh_types": "submesh_types",
        "spatial_methods": "spatial_methods",
        "solver": "solver",
    }

    _is_open: ClassVar[bool] = True
