"""What the contract finds wrong with a request: how much of it is said, and where it is."""

import pytest

from ionworks.local import (
    contract,
    forms,
)
from ionworks.local.contract import load_contract
from ionworks.local.errors import Invalid


def problems(operation, body):
    found = next(one for one in load_contract().operations if one.id == operation)
    with pytest.raises(Invalid) as refused:
        found.check({}, [], body)
    return refused.value.problems


@pytest.mark.parametrize(
    ("value", "is_shown"),
    [
        ("x" * 200, True),
        ("x" * 201, False),
        (["x"] * 40, True),  # 5 characters each
        (["x"] * 41, False),
        ({"a": [1] * 300}, False),
    ],
)
def test_a_wrong_value_is_repeated_if_it_is_short(value, is_shown):
    kind = "name" if isinstance(value, list | dict) else "anode"
    (problem,) = problems("create_cell_specification", {"name": "a", kind: value})
    assert problem["loc"] == ["body", kind]
    assert problem.get("input") == (value if is_shown else None)


def test_a_long_reason_is_cut():
    key = "k" * 1000
    (problem,) = problems("create_cell_specification", {"name": {key: 1}})
    assert len(problem["msg"]) == 402
    assert problem["msg"].endswith(" …")


def test_twenty_problems_are_named():
    body = {"measurement_ids": [0] * 19, "add": [1], "remove": [1]}
    assert len(problems("bulk_update_measurement_tags", body)) == 20
    body["measurement_ids"].pop()
    assert len(problems("bulk_update_measurement_tags", body)) == 20
    body["measurement_ids"].pop()
    assert len(problems("bulk_update_measurement_tags", body)) == 19


def test_the_texts_of_a_form_are_read_as_the_contract_says():
    replace = next(
        one for one in load_contract().operations if one.id == "replace_material_property_file"
    )
    path = {"property_id": "p"}
    file = forms.Upload("t.csv", b"a")
    for text, value in (("true", True), ("FALSE", False)):
        read = replace.check(path, [], {"file": file, "no_header": text}).body
        assert read == {"file": file, "no_header": value}
    # A text in the place of a file is the content of one without a name.
    assert replace.check(path, [], {"file": "é"}).body["file"] == forms.Upload("", "é".encode())
    for wrong in ({"no_header": "yes"}, {"no_header": file}):
        with pytest.raises(Invalid) as refused:
            replace.check(path, [], {"file": file, **wrong})
        assert [one["loc"] for one in refused.value.problems] == [["body", "no_header"]]


def test_an_excerpt_has_the_first_values_and_says_whether_these_are_all():
    value = {"a": [1, 2, {"b": 3}], "c": 4}  # 7 values: itself, the list, 1, 2, {}, 3, 4
    assert contract._excerpt(value, 8) == (value, True)
    for most in range(1, 8):
        part, is_whole = contract._excerpt(value, most)
        assert not is_whole
        assert part != value or most == 7
    assert contract._excerpt([1, 2, 3], 3) == ([1], False)
