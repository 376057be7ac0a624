"""Answers are read as the standard library reads JSON, however long they are."""

from __future__ import annotations

import json
import struct
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ionworks_generated.types import _LONG, read_json

# JSON allows space before a value, so that it makes every text a long one.
SPACE = " " * _LONG

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


def bits(value: Any) -> Any:
    """Return what tells values apart that `==` does not: 0.0 and -0.0, 1 and 1.0, NaN."""
    if isinstance(value, dict):
        return [(name, bits(inner)) for name, inner in value.items()]
    if isinstance(value, list):
        return [bits(inner) for inner in value]
    return struct.pack("d", value) if isinstance(value, float) else (type(value), value)


@given(VALUES, st.booleans())
def test_a_long_text_is_read_like_a_short_one(value: Any, is_ascii: bool) -> None:
    text = SPACE + json.dumps(value, ensure_ascii=is_ascii)
    content = text.encode(errors="surrogatepass")
    assert bits(read_json(content)) == bits(json.loads(content))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("18446744073709551616", 2**64),
        ("-9223372036854775809", -(2**63) - 1),
        ("1e400", float("inf")),
        ("-Infinity", float("-inf")),
        (r'"\ud800"', "\ud800"),
        ('{"a": 1, "a": 2}', {"a": 2}),
        ("0.1000000000000000055511151231257827", 0.1),
    ],
)
def test_what_parsers_disagree_about(text: str, value: Any) -> None:
    assert bits(read_json((SPACE + text).encode())) == bits(value)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32-be"])
def test_other_encodings_of_unicode(encoding: str) -> None:
    assert read_json((SPACE + '{"a": "é"}').encode(encoding)) == {"a": "é"}


@pytest.mark.parametrize(
    "content", [b'{"a": 1,}', b'{"a"', b"", b'"\xff"', b"[" * 100_000, b"<html></html>"]
)
def test_what_is_no_json_is_refused_in_the_words_of_the_standard_library(content: bytes) -> None:
    content = SPACE.encode() + content
    with pytest.raises((ValueError, RecursionError)) as of_the_library:
        json.loads(content)
    with pytest.raises(of_the_library.type) as ours:
        read_json(content)
    assert str(ours.value) == str(of_the_library.value)


def test_only_long_texts_are_read_without_the_standard_library(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lengths: list[int] = []
    whole = json.loads

    def loads(content: bytes) -> Any:
        lengths.append(len(content))
        return whole(content)

    monkeypatch.setattr(json, "loads", loads)
    for length in (_LONG - 1, _LONG):
        inside = "a" * (length - 2)
        assert read_json(f'"{inside}"'.encode()) == inside
    assert lengths == [_LONG - 1]
