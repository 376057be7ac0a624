"""The rule that reads the name of a file: ``{cell}_{test}``."""

from __future__ import annotations

import re
import unicodedata
from difflib import get_close_matches
from string import Formatter
from typing import Final

from attrs import evolve, frozen

__all__ = ["NameRule", "Target", "plain"]

_FIELDS: Final = ("spec", "cell", "test", "notes", "start_time")
_TAG: Final = "tag"
_IGNORED: Final = "_"
_LIKE: Final = 0.7  # of two names
_VERY_LIKE: Final = 0.8
_ENDING: Final = re.compile(r"\.[A-Za-z0-9]{1,8}$")


def plain(text: str) -> str:
    """Write letters with accents in the usual one of their two spellings; file systems differ."""
    return unicodedata.normalize("NFC", text)


@frozen
class Target:
    """Where the series of a file belongs, and what is said about it.

    Attributes
    ----------
    spec, cell, test : str
        Names of the specification, the cell and the measurement; empty where unknown.
    tags : tuple of str
        Tags of the measurement.
    notes, start_time : str
        Of the measurement; empty for none.
    """

    spec: str = ""
    cell: str = ""
    test: str = ""
    tags: tuple[str, ...] = ()
    notes: str = ""
    start_time: str = ""

    def over(self, other: Target) -> Target:
        """Return this target, with what it leaves open from another one."""
        return evolve(
            self,
            **{name: getattr(self, name) or getattr(other, name) for name in _FIELDS},
            tags=tuple(dict.fromkeys([*self.tags, *other.tags])),
        )


class NameRule:
    r"""A pattern of file names.

    Parameters
    ----------
    pattern : str
        Text with fields: ``{spec}``, ``{cell}``, ``{test}``, ``{notes}``, ``{start_time}``,
        ``{tag}`` (a tag), ``{_}`` (not used). Any other field becomes the tag ``field=value``. A
        field takes as little as it can, the last one the rest; ``{cell:[A-Z]+\d+}`` has its own
        regular expression. With a slash in it the pattern is for the path in the folder.

    Raises
    ------
    ValueError
        The pattern has no field, one of them twice, or cannot be read.
    """

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self._has_folders = "/" in pattern
        self._fields: dict[str, str] = {}  # name of the group: field
        try:
            parts = [
                (text, field, form or "")
                for text, field, form, _ in Formatter().parse(plain(pattern))
            ]
        except ValueError as problem:
            raise ValueError(
                f"the name pattern {pattern!r} cannot be read ({problem}); an example is "
                "'{cell}_{test}'"
            ) from None
        expression = ""
        for text, field, form in parts:
            expression += re.escape(text)
            if field is None:
                continue
            if field != _IGNORED and not field.isidentifier():
                raise ValueError(
                    f"the name pattern {pattern!r} has a field {{{field}}}; the name of a field is "
                    "one word, such as {cell}"
                )
            if field in self._fields.values() and field not in (_TAG, _IGNORED):
                raise ValueError(f"the name pattern {pattern!r} has the field {{{field}}} twice")
            group = f"f{len(self._fields)}"
            self._fields[group] = field
            expression += f"(?P<{group}>{form or '[^/]+?'})"
        if not self._fields:
            raise ValueError(
                f"the name pattern {pattern!r} has no field; an example is '{{cell}}_{{test}}'"
            )
        try:
            self._expression = re.compile(expression)
        except re.error as problem:
            raise ValueError(
                f"the name pattern {pattern!r} has a regular expression that cannot be read: "
                f"{problem}"
            ) from None

    def has(self, field: str) -> bool:
        """Tell whether the pattern has a field."""
        return field in self._fields.values()

    def likely(self, field: str) -> str | None:
        """Return the field of the pattern that is a known one misspelt; None if none is."""
        others = [each for each in self._fields.values() if each not in (*_FIELDS, _TAG, _IGNORED)]
        return next(iter(get_close_matches(field, others, 1, _LIKE)), None)

    def doubts(self) -> list[str]:
        """Say which tags may be fields misspelt."""
        fields = self._fields.values()
        free = [each for each in (*_FIELDS, _TAG) if each not in fields]
        return [
            f"{{{each}}} of the name pattern becomes a tag; did you mean {{{likely[0]}}}?"
            for each in fields
            if each not in (*_FIELDS, _TAG, _IGNORED)
            and (likely := get_close_matches(each, free, 1, _VERY_LIKE))
        ]

    def read(self, file: str) -> Target | None:
        """Read the path of a file in its folder; None if it does not fit the pattern."""
        name = plain(file if self._has_folders else file.rpartition("/")[2])
        name = name[:-3] if name.lower().endswith(".gz") else name
        found = self._expression.fullmatch(_ENDING.sub("", name))
        if found is None:
            return None
        known: dict[str, str] = {}
        tags: list[str] = []
        for group, field in self._fields.items():
            value = found[group].strip()
            if field in _FIELDS:
                known[field] = value
            elif field == _TAG:
                tags.append(value)
            elif field != _IGNORED:
                tags.append(f"{field}={value}")
        return Target(**known, tags=tuple(tags))
