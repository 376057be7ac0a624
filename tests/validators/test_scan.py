"""Blocks of rows, and what the checks ask of them."""

import itertools
import math

import numpy as np
import polars as pl
import pytest

from ionworks.validators.checks import scan as scanning
from ionworks.validators.checks.scan import Block, Check, Known, Places, largest, number, scan

T, V, I, S = "Time [s]", "Voltage [V]", "Current [A]", "Step count"  # noqa: E741


class Seen(Check):
    """Keeps what it is shown."""

    name = "seen"
    needs = (V,)

    def __init__(self):
        self.parts, self.blocks, self.known_rows = [], [], []
        self.known = Known(V, also=[I])

    def update(self, block):
        self.blocks.append(block)
        self.parts.append(block.body)
        rows = self.known.read(block)
        starts = [rows["run"][place] for place in self.known.starts]
        assert starts[1:] == rows["run"].unique(maintain_order=True).to_list()[1:]
        self.known_rows.append(rows.slice(int(self.known.led)))

    def issues(self):
        return []


def frame(rows=30, seed=0):
    random = np.random.default_rng(seed)
    step = np.cumsum(random.choice([0, 0, 1, -1, 3], rows))
    volts = random.normal(3.7, 0.1, rows)
    volts[random.random(rows) < 0.2] = np.nan
    return pl.DataFrame({V: volts, I: random.normal(size=rows), S: step})


@pytest.mark.parametrize("size", [1, 2, 3, 7, 30, 31, 1000])
@pytest.mark.parametrize("missing", [False, True])
def test_blocks_are_the_frame_in_pieces(size, missing, monkeypatch):
    monkeypatch.setattr(scanning, "BLOCK_ROWS", size)
    data = frame()
    if missing:
        data = data.with_columns(pl.when(pl.int_range(30) % 11 != 5).then(S).alias(S))
    seen = Seen()
    scan(data, [seen])
    step = data[S].to_list()
    runs = [0]
    for before, after in itertools.pairwise(step):
        runs.append(runs[-1] + (before != after or after is None))
    whole = pl.concat(seen.parts)
    assert whole["row"].to_list() == list(range(30))
    assert whole["run"].to_list() == runs
    same = [None, *(before == after for before, after in itertools.pairwise(runs))]
    assert whole["same"].to_list() == same
    assert whole[V].to_list() == data[V].fill_nan(None).to_list()
    assert [block.whole for block in seen.blocks] == [size >= 30] * len(seen.blocks)
    assert [block.lead for block in seen.blocks] == [0] + [1] * (len(seen.blocks) - 1)
    known = pl.concat(seen.known_rows)
    kept = [row for row in range(30) if not math.isnan(data[V][row])]
    assert known["row"].to_list() == kept
    beside = [None, *(runs[a] == runs[b] for a, b in itertools.pairwise(kept))]
    assert known["same"].to_list() == beside
    assert known[I].to_list() == data[I].gather(kept).to_list()


@pytest.mark.parametrize("size", [4, 1000])
@pytest.mark.parametrize("stored", [0, 3, 6])
def test_stored_rows_count_back_from_the_first(stored, size, monkeypatch):
    monkeypatch.setattr(scanning, "BLOCK_ROWS", size)
    data = pl.DataFrame({V: np.arange(12.0), S: np.repeat([7, 8], 6)})
    seen = Seen()
    scan(data.with_columns(pl.lit(0.0).alias(I)), [seen], stored=stored)
    rows = pl.concat(seen.parts)
    assert rows["row"].to_list() == list(range(-stored, 12 - stored))
    first = 7 if stored else 0  # a series that goes on has the numbers of its steps
    assert rows["run"].to_list() == [first] * 6 + [first + 1] * 6


def block(values, labels=None, *, first_row=0, lead=0, first_run=0, whole=True):
    labels = None if labels is None else pl.Series(labels, dtype=pl.Float64)
    columns = {V: pl.Series(V, values, dtype=pl.Float64)}
    return Block(columns, len(values), first_row, lead, labels, first_run, whole=whole)


def test_what_is_asked_of_a_block():
    one = block([1.0, 3.0, 2.0, 2.0], [0, 0, 1, 1], first_row=5, first_run=2)
    assert one.full(V)
    assert one.ends(V) == (1.0, 3.0)
    assert one.changes(V).to_list() == [2.0, -1.0, 0.0]
    assert one.changes_inside(V).to_list() == [2.0, 0.0]
    assert (one.first_row, one.last_run, one.one_run) == (5, 3, False)
    assert one["row"].to_list() == [5, 6, 7, 8]
    assert one["run"].to_list() == [2, 2, 3, 3]
    assert one.starts.to_list() == [0, 2]
    assert (one.never_falls(V), one.never_falls(V, 0.9), one.never_falls(V, 1.0)) == (
        False,
        False,
        True,
    )
    gap = block([1.0, None], [0, 0])
    assert (gap.full(V), gap.ends(V), gap.never_falls(V)) == (False, (1.0, 1.0), False)
    assert (gap.one_run, gap.last_run, gap.starts.to_list()) == (True, 0, [0])
    assert gap.changes_inside(V).to_list() == [None]
    assert block([1.0]).never_falls(V)
    assert block([None, None]).ends(V) is None
    assert block([1.0, 2.0]).one_run
    nothing = block([], [])
    assert (nothing.full(V), nothing.starts.to_list(), nothing.run.to_list()) == (False, [], [])
    assert not block([1.0, 2.0], [None, None]).one_run
    assert block([1.0, 2.0], [None, None]).run.to_list() == [0, 1]


@pytest.mark.parametrize("row", [-3, -1, 0, 2, 3])
def test_rows_since_a_number(row):
    one = block([1.0, 2.0, 3.0, 4.0, 5.0], [4, 4, 5, 5, 6], first_row=-3, first_run=9)
    rest = one.since(row)
    skipped = row + 3
    assert rest[V].to_list() == [1.0, 2.0, 3.0, 4.0, 5.0][skipped:]
    assert rest["row"].to_list() == list(range(row, 2))
    assert rest["run"].to_list() == [9, 9, 10, 10, 11][skipped:]
    assert (rest.lead, rest.height, rest.whole) == (0, 5 - skipped if skipped < 5 else 0, False)


def test_infinite_values_are_named(monkeypatch):
    monkeypatch.setattr(scanning, "BLOCK_ROWS", 4)
    volts = np.full(60, 3.7)
    volts[[3, 4, 8]] = math.inf, -math.inf, math.nan
    volts[20:45] = math.inf
    seen = Seen()
    found, _ = scan(pl.DataFrame({V: volts, I: np.ones(60)}), [seen])
    (issue,) = found
    assert (issue.column, issue.payload) == (V, {"column": V, "row_index": 3, "num_rows": 27})
    assert issue.rows == (3, 4, *range(20, 38))
    assert issue.values == (math.inf, -math.inf, *[math.inf] * 18)
    assert "27 infinite value(s), the first in row 3" in issue.message
    kept = pl.concat(seen.parts)[V]
    assert kept.is_null().arg_true().to_list() == [3, 4, 8, *range(20, 45)]


def test_columns_without_a_number_are_refused_and_empty_ones_are_not():
    data = pl.DataFrame({V: ["3,7"] * 2, I: [None, None], T: [True, False], S: [0, 0]})
    seen = Seen()
    found, not_made = scan(data, [seen])
    assert [(issue.code.value, issue.column) for issue in found] == [("column_not_numeric", V)]
    assert found[0].payload == {"column": V, "dtype": "String", "row_index": 0, "value": "3,7"}
    assert not_made == {"seen": f"needs `{V}`"}
    assert seen.blocks == []
    long = pl.DataFrame({V: ["x" * 41]})
    assert f"'{'x' * 40}...'" in scan(long, [seen])[0][0].message
    assert f"'{'x' * 40}'" in scan(pl.DataFrame({V: ["x" * 40]}), [seen])[0][0].message
    (empty,) = scan(pl.DataFrame({V: []}, schema={V: pl.String}), [])[0]
    assert (empty.code.value, empty.payload) == ("empty_frame", {"num_rows": 0})
    (empty,) = scan(pl.DataFrame({V: [1.0, 2.0]}), [], stored=2)[0]
    assert empty.code.value == "empty_frame"


def test_only_the_first_places_are_kept():
    places = Places()
    for start in range(0, 30, 3):
        places.add(pl.DataFrame({"row": range(start, start + 3)}))
    assert (places.count, [each["row"] for each in places.first]) == (30, list(range(20)))


def test_numbers():
    assert [number(each) for each in (None, 2.0, 2.5, -0.0)] == [None, 2, 2.5, 0]
    assert type(number(2.0)) is int
    assert largest(pl.Series([1.0, -3.0, None])) == 3.0
    assert largest(pl.Series([4.0, -3.0])) == 4.0
    assert largest(pl.Series([], dtype=pl.Float64)) == 0.0


@pytest.mark.parametrize("rows", [19_999, 20_001])
def test_many_rows_are_shared_among_threads_with_the_same_result(rows):
    data = pl.DataFrame({V: np.arange(float(rows)), I: np.ones(rows), S: np.arange(rows) // 100})
    one, other = Seen(), Seen()
    assert scan(data, [one, other]) == ([], {})
    for each in (one, other):
        assert pl.concat(each.parts)[V].to_list() == data[V].to_list()


def test_what_fails_in_a_check_is_raised():
    class Broken(Seen):
        def update(self, block):
            raise ZeroDivisionError

    for rows in (10, 30_000):
        with pytest.raises(ZeroDivisionError):
            scan(pl.DataFrame({V: np.ones(rows)}), [Broken()])
