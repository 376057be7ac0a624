"""Texts against patterns, words and lists of values."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ionworks.local import (
    patterns,
)
from ionworks.local.filters import _values

LETTERS = st.text("aAbB_-% \\\0", max_size=8)


@given(LETTERS, LETTERS)
@example("a", "a%a")
@example("aa", "a%a")
@example("aba", "ab%ba")
@example("a", "%a%")
@example("ba", "%a%a")
@example("", "%")
@example("A_", "a\\_")
def test_a_pattern_matches_as_its_parts_say(text, pattern):
    parts = re.findall(r"\\.|\\$|.", pattern, re.DOTALL)
    expression = "".join(".*" if part == "%" else re.escape(part[-1]) for part in parts)
    wanted = re.fullmatch(expression, text, re.DOTALL | re.IGNORECASE) is not None
    assert patterns.is_like(text, pattern) == wanted
    assert not patterns.is_like(None, pattern)


@given(LETTERS, LETTERS)
@example("b-ab", "a")
@example("ba", "a")
@example("aB bA", "A b")
@example("ab", "a b")
@example("ab", "_")
def test_words_are_found_where_they_begin(text, wanted):
    words = re.findall(r"[^\W_]+", text.lower())
    begins = re.findall(r"[^\W_]+", wanted.lower())
    found = bool(begins) and all(any(word.startswith(each) for word in words) for each in begins)
    assert patterns.has_words(text, wanted) == found
    assert not patterns.has_words(None, wanted)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("(a,b)", ["a", "b"]),
        ("a,b,a", ["a", "b"]),
        ('("a,b",c)', ["a,b", "c"]),
        (r'("a\"b\\",c\d)', ['a"b\\', r"c\d"]),
        ('("a', ["a"]),
        ('("a\\', ["a"]),
        ("(,)", [""]),
        ("((a))", ["(a)"]),
    ],
)
def test_values_of_a_filter_are_parted_at_commas_without_quotes(text, values):
    assert _values(text) == values
