from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.pipeline_options import PipelineOptions


T = TypeVar("T", bound="PipelineCreate")


@_attrs_define
class PipelineCreate:
    """A pipeline to run."""

    elements: Any
    """ Elements by name, in the order in which they run. """
    project_id: str | Unset = UNSET
    """ Project it belongs to. """
    name: None | str | Unset = UNSET
    """ Name. """
    description: None | str | Unset = UNSET
    """ Free text. """
    options: PipelineOptions | Unset = UNSET
    """ How a pipeline runs. """

    def to_dict(self) -> dict[str, Any]:
        elements = self.elements

        project_id = self.project_id

        name: None | str | Unset
        if isinstance(self.name, Unset):
            name = UNSET
        else:
            name = self.name

        description: None | str | Unset
        if isinstance(self.description, Unset):
            description = UNSET
        else:
            description = self.description

        options: dict[str, Any] | Unset = UNSET
        if not isinstance(self.options, Unset):
            options = self.options.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "elements": elements,
            }
        )
        if project_id is not UNSET:
            field_dict["project_id"] = project_id
        if name is not UNSET:
            field_dict["name"] = name
        if description is not UNSET:
            field_dict["description"] = description
        if options is not UNSET:
            field_dict["options"] = options

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.pipeline_options import PipelineOptions

        d = dict(src_dict)
        elements = d.pop("elements")

        project_id = d.pop("project_id", UNSET)

        def _parse_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        name = _parse_name(d.pop("name", UNSET))

        def _parse_description(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        description = _parse_description(d.pop("description", UNSET))

        _options = d.pop("options", UNSET)
        options: PipelineOptions | Unset
        if isinstance(_options, Unset):
            options = UNSET
        else:
            options = PipelineOptions.from_dict(_options)

        pipeline_create = cls(
            elements=elements,
            project_id=project_id,
            name=name,
            description=description,
            options=options,
        )

        return pipeline_create
