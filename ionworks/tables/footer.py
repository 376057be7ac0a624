"""The footer of a Parquet file: which bytes hold which column of which rows.

Read here and not by a library, because a footer comes from elsewhere: one that lies must be an
error, and the libraries that tell where columns are end the process over some lies. The format is
that of ``parquet.thrift``, in Thrift's compact protocol; what is not needed is passed over.
"""

from __future__ import annotations

import math
import struct
from typing import TYPE_CHECKING, Any

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Mapping

_TRUE, _FALSE, _BYTE, _I16, _I32, _I64, _DOUBLE, _BINARY, _LIST, _SET, _MAP, _STRUCT = range(1, 13)
_DEEPEST = 16
# How the physical types that bounds are read of are packed.
_PACKED = {1: "<i", 2: "<q", 4: "<f", 5: "<d"}
# Converted types that are whole numbers; others, such as decimals, are counted in other units.
_WHOLE = range(11, 19)

Fields = dict[int, Any]


@frozen
class RowGroup:
    """A stretch of rows that is stored together.

    Attributes
    ----------
    number : int
        Its place in the file, from 0.
    first_row, rows : int
        Which rows it holds.
    extents : mapping of str to tuple
        For each column the stretches of bytes that it takes, first byte and the one after.
    bounds : mapping of str to tuple
        Least and largest value of a column, where they are known.
    values : mapping of str to int
        How many values a column holds, nulls and those of nested lists included.
    """

    number: int
    first_row: int
    rows: int
    extents: Mapping[str, tuple[tuple[int, int], ...]]
    bounds: Mapping[str, tuple[float, float]]
    values: Mapping[str, int]


def read_row_groups(footer: bytes, size: int) -> list[RowGroup]:
    """Read where the columns of a file are.

    Parameters
    ----------
    footer : bytes
        The metadata, without the length and the magic number that follow them.
    size : int
        Length of the file in bytes.

    Raises
    ------
    ValueError
        It is damaged, or speaks of bytes that the file does not have.
    """
    try:
        return _row_groups(_Reader(footer).struct(), size)
    except (AttributeError, LookupError, TypeError, struct.error) as problem:
        raise ValueError(f"the footer is damaged: {problem!r}") from problem


def _row_groups(file: Fields, size: int) -> list[RowGroup]:
    plain = _plain_columns(file[2])
    found: list[RowGroup] = []
    first_row = 0
    for number, group in enumerate(file.get(4, ())):
        rows = _count(group[3])
        extents: dict[str, tuple[tuple[int, int], ...]] = {}
        bounds: dict[str, tuple[float, float]] = {}
        values: dict[str, int] = {}
        for chunk in group[1]:
            known = chunk[3]
            name = known[3][0].decode()
            extents[name] = (*extents.get(name, ()), _extent(known, size))
            values[name] = values.get(name, 0) + max(rows, known.get(5, 0))
            if name in plain and (between := _bounds(known)) is not None:
                bounds[name] = between
        found.append(RowGroup(number, first_row, rows, extents, bounds, values))
        first_row += rows
    return found


def _plain_columns(elements: list[Fields]) -> set[str]:
    """Name the columns at the top whose stored values are the numbers themselves."""
    return {
        element[4].decode()
        for element in elements[1:]
        if 5 not in element and (element[6] in _WHOLE if 6 in element else 10 not in element)
    }


def _extent(known: Fields, size: int) -> tuple[int, int]:
    start = known.get(11) or known[9]  # the dictionary stands before the data
    stop = start + _count(known[7])
    if not 0 <= start <= stop <= size:
        raise ValueError(f"bytes {start} to {stop} of a column, in a file of {size}")
    return start, stop


def _bounds(known: Fields) -> tuple[float, float] | None:
    statistics, packed = known.get(12, {}), _PACKED.get(known[1])
    # The first two fields are the older ones, whose order was not settled.
    least, largest = statistics.get(6), statistics.get(5)
    if packed is None or least is None or largest is None:
        return None
    if not len(least) == len(largest) == struct.calcsize(packed):
        return None
    low, high = float(*struct.unpack(packed, least)), float(*struct.unpack(packed, largest))
    return None if math.isnan(low) or math.isnan(high) else (low, high)


def _count(number: int) -> int:
    if number < 0:
        raise ValueError(f"a count is {number}")
    return number


class _Reader:
    """Reads values of the compact protocol, one after the other."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._place = 0

    def struct(self, depth: int = 0) -> Fields:
        """Read a struct: its fields by number."""
        fields: Fields = {}
        number = 0
        while head := self._byte():
            number = number + (head >> 4) if head >> 4 else self._zigzag()
            kind = head & 0x0F
            # Of a field that is true or false, the kind is the value.
            fields[number] = kind == _TRUE if kind <= _FALSE else self._value(kind, depth)
        return fields

    def _value(self, kind: int, depth: int) -> Any:
        if depth > _DEEPEST:
            raise ValueError("nested too deep")
        if kind == _STRUCT:
            return self.struct(depth + 1)
        if kind in (_I16, _I32, _I64):
            return self._zigzag()
        if kind == _BINARY:
            return self._bytes(self._varint())
        if kind in (_LIST, _SET):
            return self._list(depth + 1)
        if kind in (_TRUE, _FALSE, _BYTE):
            return self._byte()
        if kind == _DOUBLE:
            return self._bytes(8)
        if kind == _MAP:
            return self._map(depth + 1)
        raise ValueError(f"a value of kind {kind}")

    def _list(self, depth: int) -> list[Any]:
        head = self._byte()
        length = head >> 4 if head >> 4 != 15 else self._varint()
        self._check_length(length)
        return [self._value(head & 0x0F, depth) for _ in range(length)]

    def _map(self, depth: int) -> None:
        length = self._varint()
        self._check_length(length)
        if length:
            kinds = self._byte()
            for _ in range(length):
                self._value(kinds >> 4, depth)
                self._value(kinds & 0x0F, depth)

    def _byte(self) -> int:
        found = self._data[self._place]
        self._place += 1
        return found

    def _bytes(self, length: int) -> bytes:
        self._check_length(length)
        self._place += length
        return self._data[self._place - length : self._place]

    def _check_length(self, length: int) -> None:
        # Every value takes a byte at least.
        if length > len(self._data) - self._place:
            raise ValueError("it ends before what it promises")

    def _varint(self) -> int:
        found = shift = 0
        while (byte := self._byte()) & 0x80:
            found |= (byte & 0x7F) << shift
            shift += 7
            if shift > 63:
                raise ValueError("a number of too many bytes")
        return found | byte << shift

    def _zigzag(self) -> int:
        raw = self._varint()
        return (raw >> 1) ^ -(raw & 1)
