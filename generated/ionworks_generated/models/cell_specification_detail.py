from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.cell_component import CellComponent
    from ..models.ratings import Ratings


T = TypeVar("T", bound="CellSpecificationDetail")


@_attrs_define
class CellSpecificationDetail:
    """A cell type with its components."""

    id: str
    """ Id, made by the service. """
    name: str
    """ Name; unique in its project. """
    ratings: None | Ratings | Unset = UNSET
    """ What the cell is rated for. """
    organization_id: None | str | Unset = UNSET
    """ Organization it belongs to. """
    project_id: None | str | Unset = UNSET
    """ Project it belongs to. """
    form_factor: None | str | Unset = UNSET
    """ Such as `18650`, `R2032`, `pouch`. """
    manufacturer: None | str | Unset = UNSET
    """ Who made it. """
    anode_id: None | str | Unset = UNSET
    """ Id of the anode. """
    cathode_id: None | str | Unset = UNSET
    """ Id of the cathode. """
    electrolyte_id: None | str | Unset = UNSET
    """ Id of the electrolyte. """
    separator_id: None | str | Unset = UNSET
    """ Id of the separator. """
    case_id: None | str | Unset = UNSET
    """ Id of the case. """
    properties: Any | Unset = UNSET
    """ Properties of the design that are neither ratings nor of one component. """
    source: Any | Unset = UNSET
    """ Where it comes from. """
    notes: None | str | Unset = UNSET
    """ Free text. """
    created_by: None | str | Unset = UNSET
    """ Id of the creator. """
    created_by_email: None | str | Unset = UNSET
    """ E-mail address of the creator. """
    instance_ids: Any | Unset = UNSET
    """ Ids of its cells. """
    created_at: datetime.datetime | None | Unset = UNSET
    """ When it was created. """
    updated_at: datetime.datetime | None | Unset = UNSET
    """ When it was last changed. """
    anode: CellComponent | None | Unset = UNSET
    """ The negative electrode. """
    cathode: CellComponent | None | Unset = UNSET
    """ The positive electrode. """
    electrolyte: CellComponent | None | Unset = UNSET
    """ The electrolyte. """
    separator: CellComponent | None | Unset = UNSET
    """ The separator. """
    case: CellComponent | None | Unset = UNSET
    """ The case. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.cell_component import CellComponent
        from ..models.ratings import Ratings

        id = self.id

        name = self.name

        ratings: dict[str, Any] | None | Unset
        if isinstance(self.ratings, Unset):
            ratings = UNSET
        elif isinstance(self.ratings, Ratings):
            ratings = self.ratings.to_dict()
        else:
            ratings = self.ratings

        organization_id: None | str | Unset
        if isinstance(self.organization_id, Unset):
            organization_id = UNSET
        else:
            organization_id = self.organization_id

        project_id: None | str | Unset
        if isinstance(self.project_id, Unset):
            project_id = UNSET
        else:
            project_id = self.project_id

        form_factor: None | str | Unset
        if isinstance(self.form_factor, Unset):
            form_factor = UNSET
        else:
            form_factor = self.form_factor

        manufacturer: None | str | Unset
        if isinstance(self.manufacturer, Unset):
            manufacturer = UNSET
        else:
            manufacturer = self.manufacturer

        anode_id: None | str | Unset
        if isinstance(self.anode_id, Unset):
            anode_id = UNSET
        else:
            anode_id = self.anode_id

        cathode_id: None | str | Unset
        if isinstance(self.cathode_id, Unset):
            cathode_id = UNSET
        else:
            cathode_id = self.cathode_id

        electrolyte_id: None | str | Unset
        if isinstance(self.electrolyte_id, Unset):
            electrolyte_id = UNSET
        else:
            electrolyte_id = self.electrolyte_id

        separator_id: None | str | Unset
        if isinstance(self.separator_id, Unset):
            separator_id = UNSET
        else:
            separator_id = self.separator_id

        case_id: None | str | Unset
        if isinstance(self.case_id, Unset):
            case_id = UNSET
        else:
            case_id = self.case_id

        properties = self.properties

        source = self.source

        notes: None | str | Unset
        if isinstance(self.notes, Unset):
            notes = UNSET
        else:
            notes = self.notes

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

        instance_ids = self.instance_ids

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

        anode: dict[str, Any] | None | Unset
        if isinstance(self.anode, Unset):
            anode = UNSET
        elif isinstance(self.anode, CellComponent):
            anode = self.anode.to_dict()
        else:
            anode = self.anode

        cathode: dict[str, Any] | None | Unset
        if isinstance(self.cathode, Unset):
            cathode = UNSET
        elif isinstance(self.cathode, CellComponent):
            cathode = self.cathode.to_dict()
        else:
            cathode = self.cathode

        electrolyte: dict[str, Any] | None | Unset
        if isinstance(self.electrolyte, Unset):
            electrolyte = UNSET
        elif isinstance(self.electrolyte, CellComponent):
            electrolyte = self.electrolyte.to_dict()
        else:
            electrolyte = self.electrolyte

        separator: dict[str, Any] | None | Unset
        if isinstance(self.separator, Unset):
            separator = UNSET
        elif isinstance(self.separator, CellComponent):
            separator = self.separator.to_dict()
        else:
            separator = self.separator

        case: dict[str, Any] | None | Unset
        if isinstance(self.case, Unset):
            case = UNSET
        elif isinstance(self.case, CellComponent):
            case = self.case.to_dict()
        else:
            case = self.case

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "name": name,
            }
        )
        if ratings is not UNSET:
            field_dict["ratings"] = ratings
        if organization_id is not UNSET:
            field_dict["organization_id"] = organization_id
        if project_id is not UNSET:
            field_dict["project_id"] = project_id
        if form_factor is not UNSET:
            field_dict["form_factor"] = form_factor
        if manufacturer is not UNSET:
            field_dict["manufacturer"] = manufacturer
        if anode_id is not UNSET:
            field_dict["anode_id"] = anode_id
        if cathode_id is not UNSET:
            field_dict["cathode_id"] = cathode_id
        if electrolyte_id is not UNSET:
            field_dict["electrolyte_id"] = electrolyte_id
        if separator_id is not UNSET:
            field_dict["separator_id"] = separator_id
        if case_id is not UNSET:
            field_dict["case_id"] = case_id
        if properties is not UNSET:
            field_dict["properties"] = properties
        if source is not UNSET:
            field_dict["source"] = source
        if notes is not UNSET:
            field_dict["notes"] = notes
        if created_by is not UNSET:
            field_dict["created_by"] = created_by
        if created_by_email is not UNSET:
            field_dict["created_by_email"] = created_by_email
        if instance_ids is not UNSET:
            field_dict["instance_ids"] = instance_ids
        if created_at is not UNSET:
            field_dict["created_at"] = created_at
        if updated_at is not UNSET:
            field_dict["updated_at"] = updated_at
        if anode is not UNSET:
            field_dict["anode"] = anode
        if cathode is not UNSET:
            field_dict["cathode"] = cathode
        if electrolyte is not UNSET:
            field_dict["electrolyte"] = electrolyte
        if separator is not UNSET:
            field_dict["separator"] = separator
        if case is not UNSET:
            field_dict["case"] = case

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.cell_component import CellComponent
        from ..models.ratings import Ratings

        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name")

        def _parse_ratings(data: object) -> None | Ratings | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                ratings_type_0 = Ratings.from_dict(data)

                return ratings_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Ratings | Unset, data)

        ratings = _parse_ratings(d.pop("ratings", UNSET))

        def _parse_organization_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        organization_id = _parse_organization_id(d.pop("organization_id", UNSET))

        def _parse_project_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        project_id = _parse_project_id(d.pop("project_id", UNSET))

        def _parse_form_factor(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        form_factor = _parse_form_factor(d.pop("form_factor", UNSET))

        def _parse_manufacturer(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        manufacturer = _parse_manufacturer(d.pop("manufacturer", UNSET))

        def _parse_anode_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        anode_id = _parse_anode_id(d.pop("anode_id", UNSET))

        def _parse_cathode_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        cathode_id = _parse_cathode_id(d.pop("cathode_id", UNSET))

        def _parse_electrolyte_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        electrolyte_id = _parse_electrolyte_id(d.pop("electrolyte_id", UNSET))

        def _parse_separator_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        separator_id = _parse_separator_id(d.pop("separator_id", UNSET))

        def _parse_case_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        case_id = _parse_case_id(d.pop("case_id", UNSET))

        properties = d.pop("properties", UNSET)

        source = d.pop("source", UNSET)

        def _parse_notes(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        notes = _parse_notes(d.pop("notes", UNSET))

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

        instance_ids = d.pop("instance_ids", UNSET)

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

        def _parse_anode(data: object) -> CellComponent | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                anode_type_0 = CellComponent.from_dict(data)

                return anode_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(CellComponent | None | Unset, data)

        anode = _parse_anode(d.pop("anode", UNSET))

        def _parse_cathode(data: object) -> CellComponent | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                cathode_type_0 = CellComponent.from_dict(data)

                return cathode_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(CellComponent | None | Unset, data)

        cathode = _parse_cathode(d.pop("cathode", UNSET))

        def _parse_electrolyte(data: object) -> CellComponent | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                electrolyte_type_0 = CellComponent.from_dict(data)

                return electrolyte_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(CellComponent | None | Unset, data)

        electrolyte = _parse_electrolyte(d.pop("electrolyte", UNSET))

        def _parse_separator(data: object) -> CellComponent | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                separator_type_0 = CellComponent.from_dict(data)

                return separator_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(CellComponent | None | Unset, data)

        separator = _parse_separator(d.pop("separator", UNSET))

        def _parse_case(data: object) -> CellComponent | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                case_type_0 = CellComponent.from_dict(data)

                return case_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(CellComponent | None | Unset, data)

        case = _parse_case(d.pop("case", UNSET))

        cell_specification_detail = cls(
            id=id,
            name=name,
            ratings=ratings,
            organization_id=organization_id,
            project_id=project_id,
            form_factor=form_factor,
            manufacturer=manufacturer,
            anode_id=anode_id,
            cathode_id=cathode_id,
            electrolyte_id=electrolyte_id,
            separator_id=separator_id,
            case_id=case_id,
            properties=properties,
            source=source,
            notes=notes,
            created_by=created_by,
            created_by_email=created_by_email,
            instance_ids=instance_ids,
            created_at=created_at,
            updated_at=updated_at,
            anode=anode,
            cathode=cathode,
            electrolyte=electrolyte,
            separator=separator,
            case=case,
        )

        cell_specification_detail.additional_properties = d
        return cell_specification_detail

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
