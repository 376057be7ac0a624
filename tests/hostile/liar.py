"""Parquet files whose metadata lie: every number of the footer can be made another one."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import polars as pl

# The compact protocol of Thrift, in which the footer is written.
TRUE, FALSE, BYTE, I16, I32, I64, DOUBLE, BINARY, LIST, SET, _MAP, STRUCT = range(1, 13)
INTEGERS = (I16, I32, I64)
LIES = (0, -1, 1, 7, 2**31 - 1, -(2**31), 2**40, 2**63 - 1, -(2**63))


@dataclass
class Value:
    """A value of the footer; those of lists and structs hold others."""

    kind: int
    data: Any


def series(rows: int = 60) -> bytes:
    """A small measurement, in two row groups."""
    frame = pl.DataFrame(
        {
            "Time [s]": [float(row) for row in range(rows)],
            "Voltage [V]": [4.2 - 0.01 * row for row in range(rows)],
            "Current [A]": [1.0] * rows,
            "Step count": [row // 20 for row in range(rows)],
        }
    )
    target = io.BytesIO()
    frame.write_parquet(target, compression="zstd", row_group_size=rows // 2)
    return target.getvalue()


def split(whole: bytes) -> tuple[bytes, Value]:
    """Take a file apart: all before its footer, and the footer."""
    length = int.from_bytes(whole[-8:-4], "little")
    footer, _ = _read(whole[-8 - length : -8], 0, STRUCT)
    return whole[: -8 - length], footer


def joined(before: bytes, footer: Value) -> bytes:
    """Put a file together."""
    written = bytes(_write(footer))
    return before + written + len(written).to_bytes(4, "little") + b"PAR1"


def walk(value: Value) -> Iterator[Value]:
    """Give a value and all within it."""
    yield value
    inner: Any = ()
    if value.kind == STRUCT:
        inner = value.data.values()
    elif value.kind == LIST:
        inner = value.data[1]
    for one in inner:
        yield from walk(one)


def numbers(footer: Value) -> list[Value]:
    """Give every whole number of a footer."""
    return [value for value in walk(footer) if value.kind in INTEGERS]


def texts(footer: Value) -> list[Value]:
    """Give every text of a footer: names, statistics, what the writer says of itself."""
    return [value for value in walk(footer) if value.kind == BINARY]


def _read_varint(data: bytes, place: int) -> tuple[int, int]:
    found = shift = 0
    while True:
        found |= (data[place] & 0x7F) << shift
        shift, place = shift + 7, place + 1
        if not data[place - 1] & 0x80:
            return found, place


def _read(data: bytes, place: int, kind: int) -> tuple[Value, int]:
    if kind in (TRUE, FALSE):
        return Value(kind, None), place
    if kind == BYTE:
        return Value(kind, data[place]), place + 1
    if kind in INTEGERS:
        raw, place = _read_varint(data, place)
        return Value(kind, (raw >> 1) ^ -(raw & 1)), place
    if kind == DOUBLE:
        return Value(kind, data[place : place + 8]), place + 8
    if kind == BINARY:
        length, place = _read_varint(data, place)
        return Value(kind, data[place : place + length]), place + length
    if kind == LIST:
        head, place = data[place], place + 1
        length, inner = head >> 4, head & 0x0F
        if length == 15:
            length, place = _read_varint(data, place)
        items = []
        for _ in range(length):
            item, place = _read(data, place, inner)
            items.append(item)
        return Value(kind, (inner, items)), place
    assert kind == STRUCT, kind
    fields: dict[int, Value] = {}
    number = 0
    while (head := data[place]) != 0:
        place += 1
        if head >> 4:
            number += head >> 4
        else:
            raw, place = _read_varint(data, place)
            number = (raw >> 1) ^ -(raw & 1)
        fields[number], place = _read(data, place, head & 0x0F)
    return Value(STRUCT, fields), place + 1


def _varint(number: int) -> Iterator[int]:
    while number > 0x7F:
        yield number & 0x7F | 0x80
        number >>= 7
    yield number


def _zigzag(number: int) -> Iterator[int]:
    return _varint(((number << 1) ^ (number >> 63)) & (2**64 - 1))


def _write(value: Value) -> Iterator[int]:
    if value.kind in (TRUE, FALSE):
        return
    if value.kind == BYTE:
        yield value.data
    elif value.kind in INTEGERS:
        yield from _zigzag(value.data)
    elif value.kind == DOUBLE:
        yield from value.data
    elif value.kind == BINARY:
        yield from _varint(len(value.data))
        yield from value.data
    elif value.kind == LIST:
        inner, items = value.data
        if len(items) < 15:
            yield len(items) << 4 | inner
        else:
            yield 0xF0 | inner
            yield from _varint(len(items))
        for item in items:
            yield from _write(item)
    else:
        for number, item in value.data.items():
            yield item.kind
            yield from _zigzag(number)
            yield from _write(item)
        yield 0


def lying_length(whole: bytes, length: int) -> bytes:
    """Let a file say another length of its footer."""
    return whole[:-8] + struct.pack("<I", length % 2**32) + whole[-4:]
