"""The walk over a list takes the filters of the list, and says so.

`iter` is made from `list`, so that no filter is named twice.
"""

from __future__ import annotations

import inspect
from typing import Any

import pytest

from ionworks import AsyncIonworks, Ionworks

LISTS = {
    "project": ["list"],
    "cell_spec": ["list"],
    "cell_batch": ["list"],
    "cell_instance": ["list"],
    "cell_measurement": ["list", "list_by_project"],
    "raw_data": ["list"],
    "pipeline": ["list"],
    "job": ["list"],
}
WALKS = [(resource, name) for resource, names in LISTS.items() for name in names]


@pytest.fixture(params=["blocking", "awaited"])
def client(request: pytest.FixtureRequest) -> Any:
    """A client of either face that reaches nothing."""
    kind = Ionworks if request.param == "blocking" else AsyncIonworks
    return kind(api_key="key", api_url="http://127.0.0.1:9")


@pytest.mark.parametrize(("resource", "name"), WALKS)
def test_a_walk_shows_the_filters_of_its_list(client: Any, resource: str, name: str) -> None:
    listing = getattr(getattr(client, resource), name)
    walk = getattr(getattr(client, resource), name.replace("list", "iter"))
    listed = inspect.signature(listing)
    filters = [one for one in listed.parameters.values() if one.name not in ("limit", "offset")]
    assert list(inspect.signature(walk).parameters.values()) == filters
    assert walk.__name__ == name.replace("list", "iter")
    awaited = isinstance(client, AsyncIonworks)
    assert inspect.signature(walk).return_annotation == listed.return_annotation.replace(
        "PaginatedList", "AsyncPages" if awaited else "Pages"
    )


@pytest.mark.parametrize(("resource", "name"), WALKS)
def test_a_walk_describes_its_filters_and_no_page(client: Any, resource: str, name: str) -> None:
    walk = getattr(getattr(client, resource), name.replace("list", "iter"))
    text = inspect.getdoc(walk) or ""
    assert text.startswith("Walk every page of ")
    parameters = text.partition("Parameters\n----------\n")[2].partition("Returns\n")[0]
    described = {
        one.strip()
        for line in parameters.splitlines()
        if " : " in line and not line.startswith(" ")
        for one in line.partition(" : ")[0].split(",")
    }
    assert described == set(inspect.signature(walk).parameters)
    assert "A page is fetched when the one before is used up." in text
    assert "One page; " not in text


@pytest.mark.parametrize("misspelt", ["limit", "offset", "nam"])
def test_a_walk_refuses_what_it_does_not_take_at_once(client: Any, misspelt: str) -> None:
    with pytest.raises(TypeError, match=rf"CellSpecs\.iter\(\).*'{misspelt}'"):
        client.cell_spec.iter(**{misspelt: 1})
    with pytest.raises(TypeError, match=r"CellInstances\.iter\(\).*'cell_spec_id'"):
        client.cell_instance.iter()


def test_a_walk_filters_as_its_list_does(do: Any) -> None:
    spec = do(lambda client: client.cell_spec.create({"name": "Walked"}))
    for name in ("A-1", "A-2", "B-1"):
        do(lambda client, name=name: client.cell_instance.create(spec, {"name": name}))

    def walk(client: Any) -> Any:
        pages = client.cell_instance.iter(spec, name="a-", order_by="name", order="desc")
        if isinstance(client, Ionworks):
            return [cell.name for cell in pages]

        async def collect() -> list[str]:
            return [cell.name async for cell in pages]

        return collect()

    assert do(walk) == ["A-2", "A-1"]
