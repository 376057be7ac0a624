from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="SourceInfo")


@_attrs_define
class SourceInfo:
    """
    Attributes:
        doi (None | str | Unset):
        license_ (None | str | Unset):
        publication_date (None | str | Unset):
        citation (None | str | Unset):
        creator_name (None | str | Unset):
        creator_orcid (None | str | Unset):
    """

    doi: None | str | Unset = UNSET
    license_: None | str | Unset = UNSET
    publication_date: None | str | Unset = UNSET
    citation: None | str | Unset = UNSET
    creator_name: None | str | Unset = UNSET
    creator_orcid: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        doi: None | str | Unset
        if isinstance(self.doi, Unset):
            doi = UNSET
        else:
            doi = self.doi

        license_: None | str | Unset
        if isinstance(self.license_, Unset):
            license_ = UNSET
        else:
            license_ = self.license_

        publication_date: None | str | Unset
        if isinstance(self.publication_date, Unset):
            publication_date = UNSET
        else:
            publication_date = self.publication_date

        citation: None | str | Unset
        if isinstance(self.citation, Unset):
            citation = UNSET
        else:
            citation = self.citation

        creator_name: None | str | Unset
        if isinstance(self.creator_name, Unset):
            creator_name = UNSET
        else:
            creator_name = self.creator_name

        creator_orcid: None | str | Unset
        if isinstance(self.creator_orcid, Unset):
            creator_orcid = UNSET
        else:
            creator_orcid = self.creator_orcid

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if doi is not UNSET:
            field_dict["doi"] = doi
        if license_ is not UNSET:
            field_dict["license"] = license_
        if publication_date is not UNSET:
            field_dict["publication_date"] = publication_date
        if citation is not UNSET:
            field_dict["citation"] = citation
        if creator_name is not UNSET:
            field_dict["creator_name"] = creator_name
        if creator_orcid is not UNSET:
            field_dict["creator_orcid"] = creator_orcid

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)

        def _parse_doi(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        doi = _parse_doi(d.pop("doi", UNSET))

        def _parse_license_(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        license_ = _parse_license_(d.pop("license", UNSET))

        def _parse_publication_date(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        publication_date = _parse_publication_date(d.pop("publication_date", UNSET))

        def _parse_citation(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        citation = _parse_citation(d.pop("citation", UNSET))

        def _parse_creator_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        creator_name = _parse_creator_name(d.pop("creator_name", UNSET))

        def _parse_creator_orcid(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        creator_orcid = _parse_creator_orcid(d.pop("creator_orcid", UNSET))

        source_info = cls(
            doi=doi,
            license_=license_,
            publication_date=publication_date,
            citation=citation,
            creator_name=creator_name,
            creator_orcid=creator_orcid,
        )

        source_info.additional_properties = d
        return source_info

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
