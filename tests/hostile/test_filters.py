"""A filter is a text, whatever operators, wildcards and control characters are in it.

``name_exact=X`` finds the records that are called X and no others; ``name=X`` those that have X in
their name, literally and case-insensitive. So for every list of the facade that has such a
filter, on the wire as the client writes it and through the platform that reads it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qsl
from uuid import uuid4

import pytest
from hostile.fuzzing import NAMES, SPECIAL, fuzz
from hypothesis import given
from hypothesis import strategies as st
from support.scripted import Reply, scripted

from ionworks import Ionworks
from ionworks.local.server import Platform

STORED = [
    *("LG M50", "lg m50 (aged)", "100%", "100_", "1000", "a\\b", "a\\", "\\%", "a*b", "axb"),
    *("eq.LG M50", "ilike.%", "in.(LG M50,1000)", "gte.1", "not.eq.1", "not", "null"),
    *("a,b", '"a","b"', "a)b", "(a", "x&or=(name.eq.1000)", "x#y", "a+b", "a b", "a%20b", "a;b"),
    *("'; DROP TABLE cells; --", "a\0b", "\0", "a\nb", "tab\there", "\x7f", "\u202eback"),
    *("straße", "STRASSE", "İstanbul", "\U0001f50b pack", "e\u0301", "é", "x" * 255),
]
WANTED = st.one_of(
    st.sampled_from(STORED),
    st.sampled_from(SPECIAL),
    st.sampled_from(STORED).flatmap(
        lambda name: st.tuples(st.integers(0, len(name)), st.integers(0, len(name))).map(
            lambda ends: name[min(ends) : max(ends)]
        )
    ),
    NAMES,
)
Found = Callable[[dict[str, str]], Any]


@pytest.fixture(scope="module")
def lists(platform: Platform) -> Iterator[dict[str, Found]]:
    """A list of each kind, of records that are called as in STORED."""
    address = {"api_url": platform.url, "api_key": platform.api_key}
    with Ionworks(**address) as client:
        project = client.project.create({"name": f"filters {uuid4()}"}).id
        other = {"project_id": project}
    with Ionworks(**address, **other) as client:
        specs = [client.cell_spec.create({"name": name, "form_factor": name}) for name in STORED]
        spec = specs[0]
        cells = [client.cell_instance.create(spec.id, {"name": name}) for name in STORED]
        taken: set[str] = set()
        for name in STORED:
            if name.casefold() not in taken:  # lots are known by name without case
                taken.add(name.casefold())
                client.cell_batch.create(spec.id, {"name": name})
        for name in STORED:
            client.cell_measurement.create_properties(
                cells[0].id, name=name, properties={"mass": {"value": 1.0, "unit": "g"}}
            )
        yield {
            "specifications": lambda query: client.cell_spec.iter(**query),
            "cells": lambda query: client.cell_instance.iter(spec.id, **query),
            "lots": lambda query: client.cell_batch.iter(spec.id, **query),
            "measurements": lambda query: client.cell_measurement.iter(cells[0].id, **query),
            "of the project": lambda query: client.cell_measurement.list_by_project(
                limit=1000, **query
            ),
        }


KINDS = ("specifications", "cells", "lots", "measurements", "of the project")


@pytest.mark.parametrize("kind", KINDS)
@fuzz(18)
@given(wanted=WANTED)
def test_filters_by_name_are_literal(lists: dict[str, Found], kind: str, wanted: str) -> None:
    everything = {record.name for record in lists[kind]({})}
    assert len(everything) >= len({name.casefold() for name in STORED})
    exactly = {record.name for record in lists[kind]({"name_exact": wanted})}
    assert exactly == {name for name in everything if name == wanted}
    containing = {record.name for record in lists[kind]({"name": wanted})}
    assert containing == {name for name in everything if wanted.casefold() in name.casefold()}


@fuzz(12)
@given(wanted=WANTED)
def test_the_other_filters_are_literal(lists: dict[str, Found], wanted: str) -> None:
    of_form = {record.name for record in lists["specifications"]({"form_factor": wanted})}
    assert of_form == {name for name in STORED if name == wanted}
    for kind in ("specifications", "cells", "measurements"):
        emails = {one.created_by_email for one in lists[kind]({})}
        found = {one.created_by_email for one in lists[kind]({"created_by_email": wanted})}
        assert found == {one for one in emails if wanted.casefold() in str(one).casefold()}


@pytest.mark.parametrize("name", ["x&or=(a)", "a%b_c\\d", "in.(a,b)", "\r\nX: y", "a+b c#d;e"])
def test_a_filter_is_one_value_on_the_wire(ask: Any, name: str) -> None:
    empty = Reply(body=b'{"items": [], "count": 0, "total": 0}')
    with scripted(empty) as service:
        ask(service.url, lambda client: client.cell_spec.list(name=name))
        ask(service.url, lambda client: client.cell_spec.list(name_exact=name))
    sent = [dict(parse_qsl(seen.path.partition("?")[2])) for seen in service.seen]
    literal = name.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    assert sent == [
        {"name": f"ilike.%{literal}%", "project_id": "p"},
        {"name": f"eq.{name}", "project_id": "p"},
    ]


@fuzz(10)
@given(tag=NAMES)
def test_tags_come_back_or_are_refused_in_words(client: Ionworks, tag: str) -> None:
    spec = client.cell_spec.create_or_get({"name": "tagged"})
    cell = client.cell_instance.create_or_get(spec.id, {"name": "tagged"})
    try:
        made = client.cell_measurement.create_properties(
            cell.id,
            name=f"m {uuid4()}",
            properties={"mass": {"value": 1.0, "unit": "g"}},
            tags=[tag],
        )
    except ValueError:
        assert not tag.strip() or len(tag.strip()) > 50
        return
    (kept,) = made.tags or [""]
    assert kept == tag.strip()
    found = client.cell_measurement.list(cell.id, tags_all=[tag])
    assert made.id in {record.id for record in found}
    assert all(kept.casefold() == (record.tags or [""])[0].casefold() for record in found)


def test_a_pattern_that_is_very_long_is_one_that_finds_nothing(client: Ionworks) -> None:
    client.cell_spec.create({"name": "a" * 5000})
    assert len(client.cell_spec.list(name="a" * 5000)) == 1
    assert len(client.cell_spec.list(name="a" * 60_000)) == 0
    assert len(client.cell_spec.list(name="a%" * 5_000)) == 0


@fuzz(15)
@given(name=NAMES)
def test_a_name_comes_back_from_the_platform_or_is_refused(client: Ionworks, name: str) -> None:
    try:
        made = client.cell_spec.create_or_get({"name": name})
    except ValueError:
        assert not name.strip()
        return
    assert made.name == name
    assert client.cell_spec.get(made.id).name == name
    assert client.cell_spec.create_or_get({"name": name}).id == made.id
    raw = client.raw_data.upload(name.encode(), name=name)
    assert raw.filename == name
    assert client.raw_data.get(raw.id).filename == name
