from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.cell_instance import CellInstance
    from ..models.cell_specification import CellSpecification


T = TypeVar("T", bound="CellMeasurementDetailLegacy")


@_attrs_define
class CellMeasurementDetailLegacy:
    """A measurement with its parents and tables."""

    id: str
    """ Id, made by the service. """
    name: str
    """ Name; unique on its cell. """
    cell_instance_id: str
    """ Cell that was measured. """
    created_at: datetime.datetime | None | Unset = UNSET
    """ When it was created. """
    updated_at: datetime.datetime | None | Unset = UNSET
    """ When it was last changed. """
    measurement_type: None | str | Unset = UNSET
    """ What the measurement holds. """
    protocol: Any | Unset = UNSET
    """ What was done in the test. """
    protocol_id: None | str | Unset = UNSET
    """ A saved protocol of the same project; wins over `protocol`. """
    channel_id: None | str | Unset = UNSET
    """ Channel of a cycler that ran the test; needs `start_time`, and a time series. """
    start_time: datetime.datetime | None | Unset = UNSET
    """ When the test began, with its time zone. """
    end_time: datetime.datetime | None | Unset = UNSET
    """ When the test ended; empty while it runs. Not before `start_time`. """
    estimated_end_time: datetime.datetime | None | Unset = UNSET
    """ When the test is expected to end. """
    estimated_end_time_note: None | str | Unset = UNSET
    """ How that was estimated. """
    estimated_end_time_calculated_at: datetime.datetime | None | Unset = UNSET
    """ When that was estimated. """
    test_setup: Any | Unset = UNSET
    """ What the test was done with. """
    step_labels_validated: bool | None | Unset = UNSET
    """ Whether a person has checked the labels of the steps. """
    notes: None | str | Unset = UNSET
    """ Free text. """
    properties: Any | Unset = UNSET
    """ Named values. """
    file_metadata: Any | Unset = UNSET
    """ Facts about the files, such as media types and image sizes. """
    processing_status: None | str | Unset = UNSET
    """ How far the series is processed; null on old records, which are ready. """
    processing_error: None | str | Unset = UNSET
    """ Why processing failed. """
    steps_created: int | None | Unset = UNSET
    """ Number of steps that processing found; null until then. """
    tags: list[str] | None | Unset = UNSET
    """ Tags: trimmed, each once whatever the case, sorted. """
    organization_id: None | str | Unset = UNSET
    """ Organization it belongs to. """
    created_by: None | str | Unset = UNSET
    """ Id of the creator. """
    created_by_email: None | str | Unset = UNSET
    """ E-mail address of the creator. """
    specification: CellSpecification | None | Unset = UNSET
    """ Specification of the cell. """
    instance: CellInstance | None | Unset = UNSET
    """ The cell. """
    steps: Any | Unset = UNSET
    """ The steps, as columns. """
    time_series: Any | Unset = UNSET
    """ The series, as columns. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.cell_instance import CellInstance
        from ..models.cell_specification import CellSpecification

        id = self.id

        name = self.name

        cell_instance_id = self.cell_instance_id

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

        measurement_type: None | str | Unset
        if isinstance(self.measurement_type, Unset):
            measurement_type = UNSET
        else:
            measurement_type = self.measurement_type

        protocol = self.protocol

        protocol_id: None | str | Unset
        if isinstance(self.protocol_id, Unset):
            protocol_id = UNSET
        else:
            protocol_id = self.protocol_id

        channel_id: None | str | Unset
        if isinstance(self.channel_id, Unset):
            channel_id = UNSET
        else:
            channel_id = self.channel_id

        start_time: None | str | Unset
        if isinstance(self.start_time, Unset):
            start_time = UNSET
        elif isinstance(self.start_time, datetime.datetime):
            start_time = self.start_time.isoformat()
        else:
            start_time = self.start_time

        end_time: None | str | Unset
        if isinstance(self.end_time, Unset):
            end_time = UNSET
        elif isinstance(self.end_time, datetime.datetime):
            end_time = self.end_time.isoformat()
        else:
            end_time = self.end_time

        estimated_end_time: None | str | Unset
        if isinstance(self.estimated_end_time, Unset):
            estimated_end_time = UNSET
        elif isinstance(self.estimated_end_time, datetime.datetime):
            estimated_end_time = self.estimated_end_time.isoformat()
        else:
            estimated_end_time = self.estimated_end_time

        estimated_end_time_note: None | str | Unset
        if isinstance(self.estimated_end_time_note, Unset):
            estimated_end_time_note = UNSET
        else:
            estimated_end_time_note = self.estimated_end_time_note

        estimated_end_time_calculated_at: None | str | Unset
        if isinstance(self.estimated_end_time_calculated_at, Unset):
            estimated_end_time_calculated_at = UNSET
        elif isinstance(self.estimated_end_time_calculated_at, datetime.datetime):
            estimated_end_time_calculated_at = self.estimated_end_time_calculated_at.isoformat()
        else:
            estimated_end_time_calculated_at = self.estimated_end_time_calculated_at

        test_setup = self.test_setup

        step_labels_validated: bool | None | Unset
        if isinstance(self.step_labels_validated, Unset):
            step_labels_validated = UNSET
        else:
            step_labels_validated = self.step_labels_validated

        notes: None | str | Unset
        if isinstance(self.notes, Unset):
            notes = UNSET
        else:
            notes = self.notes

        properties = self.properties

        file_metadata = self.file_metadata

        processing_status: None | str | Unset
        if isinstance(self.processing_status, Unset):
            processing_status = UNSET
        else:
            processing_status = self.processing_status

        processing_error: None | str | Unset
        if isinstance(self.processing_error, Unset):
            processing_error = UNSET
        else:
            processing_error = self.processing_error

        steps_created: int | None | Unset
        if isinstance(self.steps_created, Unset):
            steps_created = UNSET
        else:
            steps_created = self.steps_created

        tags: list[str] | None | Unset
        if isinstance(self.tags, Unset):
            tags = UNSET
        elif isinstance(self.tags, list):
            tags = self.tags

        else:
            tags = self.tags

        organization_id: None | str | Unset
        if isinstance(self.organization_id, Unset):
            organization_id = UNSET
        else:
            organization_id = self.organization_id

        created_by: None | str | Unset
        if isinstance(self.created_by, Unset):
            created_by = UNSET
        else:
            created_by = self.created_by

        created_by_email: None | str | Unset
        if isinstance(self.created_by_email, Unset):
            created_by_email = UNSET
        else:
            created_by_email = self.created_by_email

        specification: dict[str, Any] | None | Unset
        if isinstance(self.specification, Unset):
            specification = UNSET
        elif isinstance(self.specification, CellSpecification):
            specification = self.specification.to_dict()
        else:
            specification = self.specification

        instance: dict[str, Any] | None | Unset
        if isinstance(self.instance, Unset):
            instance = UNSET
        elif isinstance(self.instance, CellInstance):
            instance = self.instance.to_dict()
        else:
            instance = self.instance

        steps = self.steps

        time_series = self.time_series

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "name": name,
                "cell_instance_id": cell_instance_id,
            }
        )
        if created_at is not UNSET:
            field_dict["created_at"] = created_at
        if updated_at is not UNSET:
            field_dict["updated_at"] = updated_at
        if measurement_type is not UNSET:
            field_dict["measurement_type"] = measurement_type
        if protocol is not UNSET:
            field_dict["protocol"] = protocol
        if protocol_id is not UNSET:
            field_dict["protocol_id"] = protocol_id
        if channel_id is not UNSET:
            field_dict["channel_id"] = channel_id
        if start_time is not UNSET:
            field_dict["start_time"] = start_time
        if end_time is not UNSET:
            field_dict["end_time"] = end_time
        if estimated_end_time is not UNSET:
            field_dict["estimated_end_time"] = estimated_end_time
        if estimated_end_time_note is not UNSET:
            field_dict["estimated_end_time_note"] = estimated_end_time_note
        if estimated_end_time_calculated_at is not UNSET:
            field_dict["estimated_end_time_calculated_at"] = estimated_end_time_calculated_at
        if test_setup is not UNSET:
            field_dict["test_setup"] = test_setup
        if step_labels_validated is not UNSET:
            field_dict["step_labels_validated"] = step_labels_validated
        if notes is not UNSET:
            field_dict["notes"] = notes
        if properties is not UNSET:
            field_dict["properties"] = properties
        if file_metadata is not UNSET:
            field_dict["file_metadata"] = file_metadata
        if processing_status is not UNSET:
            field_dict["processing_status"] = processing_status
        if processing_error is not UNSET:
            field_dict["processing_error"] = processing_error
        if steps_created is not UNSET:
            field_dict["steps_created"] = steps_created
        if tags is not UNSET:
            field_dict["tags"] = tags
        if organization_id is not UNSET:
            field_dict["organization_id"] = organization_id
        if created_by is not UNSET:
            field_dict["created_by"] = created_by
        if created_by_email is not UNSET:
            field_dict["created_by_email"] = created_by_email
        if specification is not UNSET:
            field_dict["specification"] = specification
        if instance is not UNSET:
            field_dict["instance"] = instance
        if steps is not UNSET:
            field_dict["steps"] = steps
        if time_series is not UNSET:
            field_dict["time_series"] = time_series

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.cell_instance import CellInstance
        from ..models.cell_specification import CellSpecification

        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name")

        cell_instance_id = d.pop("cell_instance_id")

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

        def _parse_measurement_type(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        measurement_type = _parse_measurement_type(d.pop("measurement_type", UNSET))

        protocol = d.pop("protocol", UNSET)

        def _parse_protocol_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        protocol_id = _parse_protocol_id(d.pop("protocol_id", UNSET))

        def _parse_channel_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        channel_id = _parse_channel_id(d.pop("channel_id", UNSET))

        def _parse_start_time(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                start_time_type_0 = datetime.datetime.fromisoformat(data)

                return start_time_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        start_time = _parse_start_time(d.pop("start_time", UNSET))

        def _parse_end_time(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                end_time_type_0 = datetime.datetime.fromisoformat(data)

                return end_time_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        end_time = _parse_end_time(d.pop("end_time", UNSET))

        def _parse_estimated_end_time(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                estimated_end_time_type_0 = datetime.datetime.fromisoformat(data)

                return estimated_end_time_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        estimated_end_time = _parse_estimated_end_time(d.pop("estimated_end_time", UNSET))

        def _parse_estimated_end_time_note(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        estimated_end_time_note = _parse_estimated_end_time_note(
            d.pop("estimated_end_time_note", UNSET)
        )

        def _parse_estimated_end_time_calculated_at(
            data: object,
        ) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                estimated_end_time_calculated_at_type_0 = datetime.datetime.fromisoformat(data)

                return estimated_end_time_calculated_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        estimated_end_time_calculated_at = _parse_estimated_end_time_calculated_at(
            d.pop("estimated_end_time_calculated_at", UNSET)
        )

        test_setup = d.pop("test_setup", UNSET)

        def _parse_step_labels_validated(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        step_labels_validated = _parse_step_labels_validated(d.pop("step_labels_validated", UNSET))

        def _parse_notes(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        notes = _parse_notes(d.pop("notes", UNSET))

        properties = d.pop("properties", UNSET)

        file_metadata = d.pop("file_metadata", UNSET)

        def _parse_processing_status(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        processing_status = _parse_processing_status(d.pop("processing_status", UNSET))

        def _parse_processing_error(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        processing_error = _parse_processing_error(d.pop("processing_error", UNSET))

        def _parse_steps_created(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        steps_created = _parse_steps_created(d.pop("steps_created", UNSET))

        def _parse_tags(data: object) -> list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                tags_type_0 = cast(list[str], data)

                return tags_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None | Unset, data)

        tags = _parse_tags(d.pop("tags", UNSET))

        def _parse_organization_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        organization_id = _parse_organization_id(d.pop("organization_id", UNSET))

        def _parse_created_by(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        created_by = _parse_created_by(d.pop("created_by", UNSET))

        def _parse_created_by_email(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        created_by_email = _parse_created_by_email(d.pop("created_by_email", UNSET))

        def _parse_specification(data: object) -> CellSpecification | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                specification_type_0 = CellSpecification.from_dict(data)

                return specification_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(CellSpecification | None | Unset, data)

        specification = _parse_specification(d.pop("specification", UNSET))

        def _parse_instance(data: object) -> CellInstance | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                instance_type_0 = CellInstance.from_dict(data)

                return instance_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(CellInstance | None | Unset, data)

        instance = _parse_instance(d.pop("instance", UNSET))

        steps = d.pop("steps", UNSET)

        time_series = d.pop("time_series", UNSET)

        cell_measurement_detail_legacy = cls(
            id=id,
            name=name,
            cell_instance_id=cell_instance_id,
            created_at=created_at,
            updated_at=updated_at,
            measurement_type=measurement_type,
            protocol=protocol,
            protocol_id=protocol_id,
            channel_id=channel_id,
            start_time=start_time,
            end_time=end_time,
            estimated_end_time=estimated_end_time,
            estimated_end_time_note=estimated_end_time_note,
            estimated_end_time_calculated_at=estimated_end_time_calculated_at,
            test_setup=test_setup,
            step_labels_validated=step_labels_validated,
            notes=notes,
            properties=properties,
            file_metadata=file_metadata,
            processing_status=processing_status,
            processing_error=processing_error,
            steps_created=steps_created,
            tags=tags,
            organization_id=organization_id,
            created_by=created_by,
            created_by_email=created_by_email,
            specification=specification,
            instance=instance,
            steps=steps,
            time_series=time_series,
        )

        cell_measurement_detail_legacy.additional_properties = d
        return cell_measurement_detail_legacy

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
