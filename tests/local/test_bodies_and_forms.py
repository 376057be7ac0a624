"""Bodies and forms are read up to their bounds, and what is beyond is refused."""

import gzip

import pytest
from starlette.datastructures import Headers

from ionworks.local import (
    bodies,
    forms,
)
from ionworks.local.errors import Refusal


@pytest.mark.parametrize(
    ("bound", "body", "size"),
    [
        ("MAX_VALUES", b"[1,1,1]", 3),  # the array and, after the first, each number
        ("MAX_VALUES", b'{"a":{"b":[]}}', 3),
        ("MAX_MEMBERS", b'{"a":0,"b":0,"c":0}', 3),
        ("MAX_PARTS", b'["","",[{}]]', 5),
        ("MAX_PARTS", b'{"a":"x"}', 2),  # the name of a member is none
    ],
)
def test_a_body_may_have_as_much_as_is_stated_and_no_more(monkeypatch, bound, body, size):
    monkeypatch.setattr(bodies, bound, size)
    assert bodies.parse_json(body, Headers()) is not None
    monkeypatch.setattr(bodies, bound, size - 1)
    with pytest.raises(Refusal) as refused:
        bodies.parse_json(body, Headers())
    assert refused.value.status == 413


def test_a_body_has_at_most_64_levels_below_it():
    def nested(levels, opening, closing):
        return opening * levels + b"[1]" + closing * levels

    for opening, end in ((b"[", b"]"), (b'{"a":', b"}")):
        assert bodies.parse_json(nested(64, opening, end), Headers())
        with pytest.raises(Refusal, match="64 levels"):
            bodies.parse_json(nested(65, opening, end), Headers())


@pytest.mark.parametrize(
    ("body", "place"),
    [
        (b'{"a": [0, {"b": NaN}]}', "body.a[1].b"),
        (b'{"a": [-Infinity]}', "body.a[0]"),
        (b'{"a": 1e999}', "body.a"),
        (f'{{"a": {-(10**309)}}}'.encode(), "body.a"),
    ],
)
def test_a_number_that_cannot_be_stored_is_named_by_its_place(body, place):
    with pytest.raises(Refusal) as refused:
        bodies.parse_json(body, Headers())
    assert refused.value.message.startswith(f"{place} is ")
    assert refused.value.status == 400


def test_the_largest_numbers_are_read():
    largest = int(bodies.MAX_NUMBER)
    body = f'{{"a": [{largest}, {-largest}, 1e308, 1E+100], "NaN": true}}'
    read = bodies.parse_json(body.encode(), Headers())
    assert read == {"a": [largest, -largest, 1e308, 1e100], "NaN": True}
    with pytest.raises(Refusal, match="beyond"):
        bodies.parse_json(f"[{largest + 1}]".encode(), Headers())


def test_a_body_may_be_so_large_as_sent_and_as_unpacked(lab, monkeypatch):
    monkeypatch.setattr(bodies, "MAX_BYTES", 100)
    for number, pack in enumerate((bytes, gzip.compress)):
        packed = {"Content-Encoding": "gzip"} if number else {}
        for size, status in ((100, 201), (101, 413)):
            text = f'{{"name": "{number}"}}'.ljust(size)
            answer = lab.api.post("/projects", content=pack(text.encode()), headers=packed)
            assert answer.status_code == status, answer.text


def test_the_head_of_a_part_has_at_most_8192_bytes():
    def form(size):
        head = b'Content-Disposition: form-data; NAME="a"; x="'
        padding = b"x" * (size - len(head) - len(b'"\r\n\r\n'))
        # The head begins with the end of the line of the boundary.
        body = b"--B\r\n" + head + padding + b'"\r\n\r\n' + b"1\r\n--B--"
        return forms.parse_form(body, Headers({"content-type": "multipart/form-data; boundary=B"}))

    assert form(8190) == {"a": "1"}
    with pytest.raises(Refusal, match="8192"):
        form(8191)
