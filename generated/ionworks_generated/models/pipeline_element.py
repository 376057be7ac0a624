from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.element_progress import ElementProgress


T = TypeVar("T", bound="PipelineElement")


@_attrs_define
class PipelineElement:
    """One element of a pipeline as it ran."""

    id: str
    """ Id, made by the service. """
    pipeline_id: str
    """ Pipeline it belongs to. """
    name: str
    """ Name; unique in the pipeline. """
    status: str
    """ State. """
    element_order: int | None | Unset = UNSET
    """ Place in the pipeline, from 1. """
    element_type: None | str | Unset = UNSET
    """ Kind of the element, as shown to people. """
    job_config: Any | Unset = UNSET
    """ What the element was told; free-form. """
    created_at: datetime.datetime | None | Unset = UNSET
    """ When it was created. """
    updated_at: datetime.datetime | None | Unset = UNSET
    """ When it was last changed. """
    organization_id: None | str | Unset = UNSET
    """ Organization it belongs to. """
    job_id: None | str | Unset = UNSET
    """ Id of the job. """
    result: Any | Unset = UNSET
    """ What came out; free-form. """
    error: None | str | Unset = UNSET
    """ What went wrong, for people. """
    error_code: None | str | Unset = UNSET
    """ Stable word for the kind of error. """
    error_detail: Any | Unset = UNSET
    """ More about the error; free-form. """
    job_status: None | str | Unset = UNSET
    """ State of its job. """
    progress: ElementProgress | None | Unset = UNSET
    """ How far it is. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.element_progress import ElementProgress

        id = self.id

        pipeline_id = self.pipeline_id

        name = self.name

        status = self.status

        element_order: int | None | Unset
        if isinstance(self.element_order, Unset):
            element_order = UNSET
        else:
            element_order = self.element_order

        element_type: None | str | Unset
        if isinstance(self.element_type, Unset):
            element_type = UNSET
        else:
            element_type = self.element_type

        job_config = self.job_config

        created_at: None | str | Unset
        if isinstance(self.created_at, Unset):
            created_at = UNSET
        elif isinstance(self.created_at, datetime.datetime):
            created_at = self.created_at.isoformat()
        else:
            created_at = self.created_at

        updated_at: None | str | Unset
        if isinstance(self.updated_at, Unset):
            updated_at = UNSET
        elif isinstance(self.updated_at, datetime.datetime):
            updated_at = self.updated_at.isoformat()
        else:
            updated_at = self.updated_at

        organization_id: None | str | Unset
        if isinstance(self.organization_id, Unset):
            organization_id = UNSET
        else:
            organization_id = self.organization_id

        job_id: None | str | Unset
        if isinstance(self.job_id, Unset):
            job_id = UNSET
        else:
            job_id = self.job_id

        result = self.result

        error: None | str | Unset
        if isinstance(self.error, Unset):
            error = UNSET
        else:
            error = self.error

        error_code: None | str | Unset
        if isinstance(self.error_code, Unset):
            error_code = UNSET
        else:
            error_code = self.error_code

        error_detail = self.error_detail

        job_status: None | str | Unset
        if isinstance(self.job_status, Unset):
            job_status = UNSET
        else:
            job_status = self.job_status

        progress: dict[str, Any] | None | Unset
        if isinstance(self.progress, Unset):
            progress = UNSET
        elif isinstance(self.progress, ElementProgress):
            progress = self.progress.to_dict()
        else:
            progress = self.progress

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "pipeline_id": pipeline_id,
                "name": name,
                "status": status,
            }
        )
        if element_order is not UNSET:
            field_dict["element_order"] = element_order
        if element_type is not UNSET:
            field_dict["element_type"] = element_type
        if job_config is not UNSET:
            field_dict["job_config"] = job_config
        if created_at is not UNSET:
            field_dict["created_at"] = created_at
        if updated_at is not UNSET:
            field_dict["updated_at"] = updated_at
        if organization_id is not UNSET:
            field_dict["organization_id"] = organization_id
        if job_id is not UNSET:
            field_dict["job_id"] = job_id
        if result is not UNSET:
            field_dict["result"] = result
        if error is not UNSET:
            field_dict["error"] = error
        if error_code is not UNSET:
            field_dict["error_code"] = error_code
        if error_detail is not UNSET:
            field_dict["error_detail"] = error_detail
        if job_status is not UNSET:
            field_dict["job_status"] = job_status
        if progress is not UNSET:
            field_dict["progress"] = progress

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.element_progress import ElementProgress

        d = dict(src_dict)
        id = d.pop("id")

        pipeline_id = d.pop("pipeline_id")

        name = d.pop("name")

        status = d.pop("status")

        def _parse_element_order(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        element_order = _parse_element_order(d.pop("element_order", UNSET))

        def _parse_element_type(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        element_type = _parse_element_type(d.pop("element_type", UNSET))

        job_config = d.pop("job_config", UNSET)

        def _parse_created_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                created_at_type_0 = datetime.datetime.fromisoformat(data)

                return created_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        created_at = _parse_created_at(d.pop("created_at", UNSET))

        def _parse_updated_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                updated_at_type_0 = datetime.datetime.fromisoformat(data)

                return updated_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        updated_at = _parse_updated_at(d.pop("updated_at", UNSET))

        def _parse_organization_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        organization_id = _parse_organization_id(d.pop("organization_id", UNSET))

        def _parse_job_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        job_id = _parse_job_id(d.pop("job_id", UNSET))

        result = d.pop("result", UNSET)

        def _parse_error(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        error = _parse_error(d.pop("error", UNSET))

        def _parse_error_code(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        error_code = _parse_error_code(d.pop("error_code", UNSET))

        error_detail = d.pop("error_detail", UNSET)

        def _parse_job_status(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        job_status = _parse_job_status(d.pop("job_status", UNSET))

        def _parse_progress(data: object) -> ElementProgress | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                progress_type_0 = ElementProgress.from_dict(data)

                return progress_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ElementProgress | None | Unset, data)

        progress = _parse_progress(d.pop("progress", UNSET))

        pipeline_element = cls(
            id=id,
            pipeline_id=pipeline_id,
            name=name,
            status=status,
            element_order=element_order,
            element_type=element_type,
            job_config=job_config,
            created_at=created_at,
            updated_at=updated_at,
            organization_id=organization_id,
            job_id=job_id,
            result=result,
            error=error,
            error_code=error_code,
            error_detail=error_detail,
            job_status=job_status,
            progress=progress,
        )

        pipeline_element.additional_properties = d
        return pipeline_element

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
