"""Lists over a project: walked to the end, by every filter, in the default project too."""

from __future__ import annotations

from typing import Any

import pytest

from ionworks.pagination import AsyncPages, Pages


def names(do: Any, *args: Any, **query: Any) -> list[str]:
    """Walk the measurements of a project in either face; give their names."""

    def act(client: Any) -> Any:
        pages = client.cell_measurement.iter_by_project(*args, **query)
        if isinstance(pages, Pages):
            return list(pages)

        async def every() -> list[Any]:
            return [one async for one in pages]

        return every()

    return [one.name for one in do(act)]


@pytest.fixture
def stored(do: Any) -> dict[str, Any]:
    """Two cells of two specifications with three measurements each."""
    made: dict[str, Any] = {}
    for kind in ("LFP", "NMC"):
        data = {"name": kind, "cathode": {"material": {"name": f"{kind} powder"}}}
        spec = do(lambda client, data=data: client.cell_spec.create(data))
        cell = do(lambda client, spec=spec: client.cell_instance.create(spec, {"name": "1"}))
        made |= {kind: spec, f"{kind} cell": cell}
        for number in range(3):
            tags = ["all", f"tag {number}"] + ["lfp"] * (kind == "LFP")
            do(
                lambda client, cell=cell, number=number, tags=tags, kind=kind: (
                    client.cell_measurement.create_properties(
                        cell, name=f"{kind} {number}", properties={}, notes="weighed", tags=tags
                    )
                )
            )
    return made


def test_a_project_is_walked_by_every_filter(
    do: Any, stored: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(AsyncPages.__init__, "__kwdefaults__", {"page_size": 2, "changes": int})
    everything = [f"{kind} {number}" for kind in ("LFP", "NMC") for number in range(3)]
    ordered = {"order_by": "name", "order": "asc"}
    assert names(do, **ordered) == everything
    assert sorted(names(do)) == everything  # more than one page, in the order of the service
    assert names(do, tags_all=["ALL", "lfp"], **ordered) == everything[:3]
    assert names(do, tags_any=["tag 1", "tag 2"], **ordered) == [
        everything[n] for n in (1, 2, 4, 5)
    ]
    assert names(do, q="WEIGH", tags_any=["tag 0"], **ordered) == ["LFP 0", "NMC 0"]
    assert names(do, tags_all=["all"], spec_id=stored["NMC"], **ordered) == everything[3:]
    assert names(do, tags_all=["all"], name="NMC", measurement_type="file") == []
    assert names(do, tags_all=["all"], name_exact="NMC 1") == ["NMC 1"]
    assert names(do, spec_name="lfp", **ordered) == everything[:3]
    assert names(do, cell_instance_id=stored["NMC cell"], **ordered) == everything[3:]
    assert names(do, spec_cathode="nmc powder", **ordered) == everything[3:]
    assert names(do, tags_all=["none has it"]) == []


def test_a_measurement_is_the_same_record_by_whichever_filter(
    do: Any, stored: dict[str, Any]
) -> None:
    by_name, by_tag = (
        do(lambda client, query=query: client.cell_measurement.list_by_project(**query))
        for query in (
            {"name_exact": "LFP 1"},
            {"name_exact": "LFP 1", "tags_all": ["all"]},
        )
    )
    one, other = by_tag[0].to_dict(), by_name[0].to_dict()
    parent, same = one.pop("specification"), other.pop("specification")
    assert one == other
    assert parent.keys() == same.keys()
    assert by_tag[0].specification["id"] == stored["LFP"].id
    assert by_tag[0].specification["cathode"]["material"]["name"] == "LFP powder"
    assert by_tag[0].instance["id"] == stored["LFP cell"].id
    page = do(lambda client: client.cell_measurement.list_by_project(tags_all=["all"], limit=2))
    assert (page.count, page.total) == (2, 6)


@pytest.mark.parametrize("other", [{"spec_name": "x"}, {"order_by": "cycler"}])
def test_filters_that_no_list_takes_together_are_refused(do: Any, other: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="`tags_all` cannot be combined with"):
        do(lambda client: client.cell_measurement.list_by_project(tags_all=["a"], **other))


def test_the_default_project_is_meant_where_none_is_named(do: Any) -> None:
    tag = "of the default project"

    def make(client: Any) -> Any:
        return client.cell_spec.create_or_get({"name": f"{tag} {id(do)}"})

    spec = do(make, project_id=None)
    cell = do(lambda client: client.cell_instance.create(spec, {"name": "1"}), project_id=None)
    made = do(
        lambda client: client.cell_measurement.create_properties(
            cell, name="M", properties={}, tags=[tag]
        ),
        project_id=None,
    )
    for query in ({}, {"tags_all": [tag]}):
        found = do(
            lambda client, query=query: client.cell_measurement.list_by_project(
                spec_id=spec, **query
            ),
            project_id=None,
        )
        assert [one.id for one in found] == [made.id]
    do(lambda client: client.cell_spec.delete(spec), project_id=None)
