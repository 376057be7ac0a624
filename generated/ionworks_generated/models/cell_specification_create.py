"""The body CellSpecificationCreate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from attrs import define, field

from ..types import UNSET, Body, Unset

if TYPE_CHECKING:
    from ..models.component_input import ComponentInput
    from ..models.ratings import Ratings


@define
class CellSpecificationCreate(Body):
    """A new cell type.

    Attributes
    ----------
    name : str
        Name; unique in its project.
    ratings : Ratings
        What a cell is rated for.
    project_id : str
        Project it belongs to.
    form_factor : None | str
        Such as `18650`, `R2032`, `pouch`.
    manufacturer : None | str
        Who made it.
    properties : Any
        Named values.
    source : Any
        Where it comes from.
    anode : ComponentInput | None
        The negative electrode.
    cathode : ComponentInput | None
        The positive electrode.
    electrolyte : ComponentInput | None
        The electrolyte.
    separator : ComponentInput | None
        The separator.
    case : ComponentInput | None
        The case.
    notes : None | str
        Free text.
    """

    name: str
    ratings: Ratings | Unset = UNSET
    project_id: str | Unset = UNSET
    form_factor: None | str | Unset = UNSET
    manufacturer: None | str | Unset = UNSET
    properties: Any | Unset = UNSET
    source: Any | Unset = UNSET
    anode: ComponentInput | None | Unset = UNSET
    cathode: ComponentInput | None | Unset = UNSET
    electrolyte: ComponentInput | None | Unset = UNSET
    separator: ComponentInput | None | Unset = UNSET
    case: ComponentInput | None | Unset = UNSET
    notes: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "name": "name",
        "ratings": "ratings",
        "project_id": "project_id",
        "form_factor": "form_factor",
        "manufacturer": "manufacturer",
        "properties": "properties",
        "source": "source",
        "anode": "anode",
        "cathode": "cathode",
        "electrolyte": "electrolyte",
        "separator": "separator",
        "case": "case",
        "notes": "notes",
    }
    _inner: ClassVar[Mapping[str, str]] = {
        "ratings": "Ratings",
        "anode": "ComponentInput",
        "cathode": "ComponentInput",
        "electrolyte": "ComponentInput",
        "separator": "ComponentInput",
        "case": "ComponentInput",
    }
    _is_open: ClassVar[bool] = True
