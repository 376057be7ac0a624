"""Forms: they are read as they were sent, and anything else is refused."""

from __future__ import annotations

import gzip
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import Headers

from ionworks._io.forms import FormFile, encode_form, form
from ionworks.local.errors import Refusal
from ionworks.local.forms import MAX_PARTS, Upload, parse_form

NAMES = st.text('aZ0 "\r\n;=äß[]', min_size=1)


def sent(fields: dict[str, Any]) -> tuple[bytes, str]:
    return encode_form({"files": form(fields).to_multipart()})


def read(content: bytes, media: str, **headers: str) -> Any:
    return parse_form(content, Headers({"content-type": media, **headers}))


@given(st.dictionaries(NAMES, st.binary() | st.text(st.characters(exclude_categories=["Cs"]))))
def test_what_is_sent_is_read(values: dict[str, bytes | str]) -> None:
    fields = {
        name: FormFile("a.csv", value) if isinstance(value, bytes) else value
        for name, value in values.items()
    }
    if not fields:
        return
    content, media = sent(fields)
    assert sent(fields) == (content, media)
    assert read(content, media) == {
        name: Upload("a.csv", value) if isinstance(value, bytes) else value
        for name, value in values.items()
    }


def test_values_are_json_and_none_is_left_out() -> None:
    content, media = sent({"a": None, "b": True, "c": {"d": [1, 2.5]}, "e": 'x"y'})
    assert read(content, media) == {"b": "true", "c": '{"d":[1,2.5]}', "e": 'x"y'}
    packed = gzip.compress(content)
    assert read(packed, media, **{"content-encoding": "gzip"}) == read(content, media)
    assert read(b"", media) is None


def test_bytes_without_a_name_are_a_file() -> None:
    content, media = sent({"a": FormFile("b", b"\xff\x00")})
    assert read(content.replace(b'; filename="b"', b""), media) == {"a": Upload("", b"\xff\x00")}


@pytest.mark.parametrize(
    ("content", "media"),
    [
        (b"{}", "application/json"),
        (b"{}", "multipart/form-data"),
        (b"{}", "multipart/form-data; boundary=x"),
        (
            b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1',
            'multipart/form-data; boundary="x"',
        ),
        (b"--x\r\n\r\n1\r\n--x--", "multipart/form-data; boundary=x"),
        (b"--x\r\nname\r\n--x--", "multipart/form-data; boundary=x"),
    ],
)
def test_what_is_no_form_is_refused(content: bytes, media: str) -> None:
    with pytest.raises(Refusal) as refused:
        read(content, media)
    assert refused.value.status == 400


def test_a_form_is_bounded_and_has_each_field_once() -> None:
    content, media = sent({str(number): "1" for number in range(MAX_PARTS)})
    assert len(read(content, media)) == MAX_PARTS
    for fields, words in (
        ({str(number): "1" for number in range(MAX_PARTS + 1)}, "more than 100 parts"),
        ({"a": "1", "b": "2"}, "'a' twice"),
    ):
        content, media = sent(fields)
        with pytest.raises(Refusal, match=words):
            read(content.replace(b'name="b"', b'name="a"'), media)
