"""Lists of records, records, and what finds them."""

from __future__ import annotations

import json
import re
import warnings
from typing import Any
from uuid import uuid4

import pytest
from commands.conftest import Command

from ionworks import Ionworks


def names(ended: Any) -> list[str]:
    assert ended.status == 0, ended.err
    return [one["name"] for one in json.loads(ended.out)]


def test_a_list_is_a_table_or_json(ionworks: Command, filled: dict[str, str]) -> None:
    ended = ionworks("specs")
    assert ended.status == 0
    assert ended.err == ""
    head, *rows = ended.lines
    assert head.split() == ["Name", "Form", "factor", "Capacity", "Created", "ID"]
    assert len(rows) == 2
    (row,) = [row for row in rows if row.startswith("LG M50 ")]
    assert row.endswith(filled["LG M50"])
    assert "  5 A.h  " in row
    (lg,) = [
        one for one in json.loads(ionworks("specs", "list", "--json").out) if "LG" in one["name"]
    ]
    assert lg["id"] == filled["LG M50"]
    assert lg["ratings"] == {"capacity": {"value": 5.0, "unit": "A.h"}}


FILTERS = [
    ("specs --name lg", ["LG M50"]),
    ("specs --form-factor pouch", ["Kokam"]),
    ("specs --sort name", ["Kokam", "LG M50"]),
    ("specs --sort name --desc", ["LG M50", "Kokam"]),
    ("specs --created-after 2099-01-01", []),
    ("specs --created-before 2099-01-01 --limit 0 --sort name", ["Kokam", "LG M50"]),
    ("cells --spec Kokam", ["C"]),
    ("cells --name a --limit 0", ["A"]),
    ("measurements --tag formation --tag B", ["cycling"]),
    ("measurements --any-tag A --any-tag B", ["cycling", "cycling"]),
    ("measurements --tag none", []),
    ("measurements --spec-name kok", ["cycling"]),
    ("measurements --cell-name A --type time_series", ["cycling"]),
    ("measurements --type file", []),
    ("measurements --limit 0", ["cycling"] * 3),
    ("projects --name nowhere", []),
]


def test_filters_are_those_of_the_service(ionworks: Command, filled: dict[str, str]) -> None:
    for arguments, found in FILTERS:
        assert names(ionworks(*arguments.split(), "--json")) == found, arguments


@pytest.fixture
def designs(client: Ionworks) -> str:
    """Two specifications with a cell and a measurement each; give the id of a material."""
    for name, maker, capacity, cathode in (
        ("Large", "LG Energy", 5.0, {"material": {"name": "NMC811"}}),
        ("Small", "Acme", 0.9, None),
    ):
        spec = client.cell_spec.create(
            {
                "name": name,
                "manufacturer": maker,
                "ratings": {"capacity": {"value": capacity, "unit": "A.h"}},
                "properties": {"layers": 2 if name == "Small" else 20},
                **({} if cathode is None else {"cathode": cathode}),
            }
        )
        cell = client.cell_instance.create(spec.id, {"name": f"{name} cell"})
        client.cell_measurement.create_properties(
            cell, f"{name} test", {"thickness": {"value": 0.5, "unit": "mm"}}, tags=["incoming"]
        )
    return client.material.list(name="NMC811")[0].id


FOUND = [
    (["--manufacturer", "lg"], ["Large"]),
    (["--material", "nmc"], ["Large"]),
    (["--material", "lfp"], []),
    (["--where", "capacity>4 A.h"], ["Large"]),
    (["--where", "capacity <= 1000 mA.h"], ["Small"]),
    (["--where", "capacity > 0.1 A.h", "--where", "capacity < 6 A.h"], ["Large", "Small"]),
    (["--where", "capacity > 1 A.h", "--where", "capacity < 4 A.h"], []),
    (["--where", "capacity = 900 mA.h"], ["Small"]),
    (["--where", "cathode material = nmc811"], ["Large"]),
    (["--where", "layers = 2"], ["Small"]),
    (["--where", "layers > 2", "--manufacturer", "l"], ["Large"]),
    (["--where", "capacity > 0.1 A.h", "--name", "small"], ["Small"]),
]


@pytest.mark.parametrize("group", ["specs", "cells", "measurements"])
def test_designs_are_found(ionworks: Command, designs: str, group: str) -> None:
    end = {"specs": "", "cells": " cell", "measurements": " test"}[group]
    for options, found in [*FOUND, (["--material", designs], ["Large"])]:
        listed = names(ionworks(group, "list", *options, "--json"))
        assert sorted(listed) == [f"{name}{end}" for name in found], options
    ended = ionworks(group, "--where", "capacity > 0.1 A.h", "--limit", 1)
    assert len(ended.lines) == 2
    assert ended.err == "1 of 2; `--limit 0` lists all.\n"
    shown = ionworks(group, "--material", "nmc").out
    assert "Large" in shown
    assert "?" not in shown


def test_a_design_goes_with_a_cell_and_a_specification(ionworks: Command, designs: str) -> None:
    def listed(*options: str) -> list[str]:
        return names(ionworks(*options, "--where", "capacity > 0.1 A.h", "--json"))

    assert listed("cells", "--spec", "Small") == ["Small cell"]
    assert listed("measurements", "--spec", "Small", "--tag", "incoming") == ["Small test"]
    assert listed("measurements", "--cell", "Large/Large cell") == ["Large test"]
    assert listed("measurements", "--cell-name", "large") == ["Large test"]


@pytest.mark.parametrize("group", ["specs", "cells", "measurements"])
@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--where", "capacity"], "`--where` is 'capacity'; give a name, a comparison and a value"),
        (["--where", "> 4 A.h"], 'such as "capacity > 4 A.h"'),
        (["--where", "capacity > many"], "the condition on 'capacity' cannot be read"),
        (["--manufacturer", "LG", "--created-by", "a@b.c"], "`--created-by` does not go with"),
    ],
)
def test_a_condition_that_cannot_be_read_is_said(
    ionworks: Command, designs: str, group: str, options: list[str], said: str
) -> None:
    ended = ionworks(group, "list", *options)
    assert (ended.status, ended.out) == (2, "")
    assert said in ended.err
    assert len(ended.err.splitlines()) == 1


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        ("capcity > 4 A.h", "no record here has a value named 'capcity'; did you mean 'capacity'?"),
        ("capacity > 4", "no value of 'capacity' can fit '> 4'"),
        ("capacity > 4 V", "no value of 'capacity' can fit '> 4 V'"),
    ],
)
def test_a_condition_that_nothing_can_fit_is_warned_of(
    ionworks: Command, designs: str, condition: str, said: str
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        ended = ionworks("specs", "--where", condition)
    assert (ended.status, ended.out) == (0, "")
    assert f"ionworks: warning: {said}" in ended.err


def test_measurements_of_a_cell_and_of_a_specification(
    ionworks: Command, filled: dict[str, str]
) -> None:
    for cell in ("LG M50/A", filled["A"]):
        (found,) = json.loads(ionworks("measurements", "--cell", cell, "--json").out)
        assert found["id"] == filled["LG M50/A/cycling"]
    for spec in ("LG M50", filled["LG M50"]):
        assert len(json.loads(ionworks("measurements", "--spec", spec, "--json").out)) == 2


def test_a_cut_list_says_so(ionworks: Command, filled: dict[str, str]) -> None:
    ended = ionworks("measurements", "--limit", 1)
    assert len(ended.lines) == 2
    assert ended.err == "1 of 3; `--limit 0` lists all.\n"
    assert "There are more" in ionworks("cells", "--limit", 1).err
    assert ionworks("cells", "--limit", 3).err == ""
    ended = ionworks("specs", "--name", "nothing")
    assert (ended.status, ended.out, ended.err) == (0, "", "There is none.\n")


def test_a_narrow_terminal_keeps_names_and_ids(
    ionworks: Command, filled: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    ended = ionworks("measurements")
    assert all(len(line) <= 80 for line in ended.lines)
    for name in ("LG M50/A/cycling", "LG M50/B/cycling", "Kokam/C/cycling"):
        (row,) = [line for line in ended.lines if line.startswith(name)]
        assert row.endswith(filled[name])
    assert ended.err.startswith("Not shown in 80 columns: ")


@pytest.mark.parametrize(
    ("command", "by_name", "key"),
    [
        ("specs", "LG M50", "LG M50"),
        ("cells", "LG M50/A", "A"),
        ("measurements", "LG M50/A/cycling", "LG M50/A/cycling"),
    ],
)
def test_one_is_shown_by_its_names_or_its_id(
    ionworks: Command, filled: dict[str, str], command: str, by_name: str, key: str
) -> None:
    for named in (by_name, filled[key]):
        found = json.loads(ionworks(command, "show", named, "--json").out)
        assert found["id"] == filled[key]
        text = ionworks(command, "show", named)
        assert text.lines[0].split() == ["id", filled[key]]
    assert ionworks(command, "show", "00000000-0000-0000-0000-000000000000").status == 3


def test_search_finds_what_has_a_text(ionworks: Command, filled: dict[str, str]) -> None:
    ended = ionworks("search", "kok", "--kind", "cell_specification", "--here", "--json")
    assert [one["id"] for one in json.loads(ended.out)] == [filled["Kokam"]]
    assert ionworks("search", "kok", "--here").lines[1].endswith(filled["Kokam"])
    assert ionworks("search", "k").status == 2
    # Measurements of one name are told apart by what they belong to.
    rows = [line.split() for line in ionworks("search", "cycling", "--here").lines[1:]]
    told = {row[-1]: row[2] for row in rows if row[0] == "cell_measurement"}
    assert told == {
        filled["LG M50/A/cycling"]: filled["A"],
        filled["LG M50/B/cycling"]: filled["B"],
        filled["Kokam/C/cycling"]: filled["C"],
    }


def test_search_names_what_a_found_record_belongs_to(ionworks: Command, client: Ionworks) -> None:
    spec = client.cell_spec.create({"name": "Kobold"})
    client.cell_instance.create(spec.id, {"name": "Kobold 1"})
    lines = ionworks("search", "kobold", "--here").lines
    (cell,) = [line for line in lines if line.startswith("cell_instance")]
    assert cell.split("Kobold 1")[1].split()[0] == "Kobold"


def test_a_project_is_named_or_given_by_its_id(
    ionworks: Command, filled: dict[str, str], client: Ionworks, connection: dict[str, Any]
) -> None:
    name = client.project.get(connection["project_id"]).name
    other = client.project.create({"name": f"other than {name}"})
    assert names(ionworks("specs", "--project", other.name, "--json")) == []
    assert names(ionworks("specs", "--project", other.id, "--json")) == []
    assert len(names(ionworks("specs", "--project", name, "--json"))) == 2
    ended = ionworks("specs", "--project", "of nobody")
    assert (ended.status, ended.out) == (2, "")
    assert "`ionworks projects` lists" in ended.err


@pytest.mark.parametrize(
    ("command", "status", "said"),
    [
        (("specs", "show", "LG M5O"), 3, "no cell specification named 'LG M5O'; .*'LG M50'?"),
        (("cells", "--spec", "kokan"), 3, "named 'kokan'; did you mean 'Kokam'?"),
        (("measurements", "--spec", "m50"), 3, "named 'm50'; did you mean 'LG M50'?"),
        (("cells", "show", "Kokam/Z"), 3, "no cell of 'Kokam' named 'Z'; there are: 'C'"),
        (("get", "LG M50/A/cycle"), 3, "no measurement 'cycle' of 'A'; did you mean 'cycling'?"),
        (("get", "LG M50/Q/cycling"), 3, "no cell instance 'Q' of 'LG M50'; there are: 'A', 'B'"),
        (("plot", "LG M5/A/cycling"), 3, "no cell specification 'LG M5'; did you mean 'LG M50'?"),
        (("get", "cycling"), 3, "no measurement 'cycling'; give an id, or the names as SPEC"),
    ],
)
def test_a_name_that_is_not_there_gives_the_nearest(
    ionworks: Command, filled: dict[str, str], command: tuple[str, ...], status: int, said: str
) -> None:
    ended = ionworks(*command)
    assert (ended.status, ended.out) == (status, "")
    assert re.search(said, ended.err), ended.err
    assert len(ended.err.splitlines()) == 1


def test_a_project_that_is_not_there_gives_the_nearest(ionworks: Command, client: Ionworks) -> None:
    name = f"Ageing of pouch cells {uuid4()}"
    client.project.create({"name": name})
    ended = ionworks("specs", "--project", name.replace("pouch", "puoch"))
    assert ended.status == 2
    assert f"did you mean {name!r}?" in ended.err


def test_names_do_not_control_the_terminal(ionworks: Command, client: Ionworks) -> None:
    made = client.cell_spec.create({"name": "a\x1b[31mred\u202e", "notes": "two\nlines"})
    for arguments in (("specs",), ("specs", "show", made.id), ("search", "red", "--here")):
        ended = ionworks(*arguments)
        assert "\\x1b[31mred\\u202e" in ended.out
        assert "\x1b" not in ended.out
        assert "\u202e" not in ended.out
