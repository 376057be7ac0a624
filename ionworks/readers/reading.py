"""Read a file of a cycler into the columns of the platform."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from os import PathLike
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias, get_args

import polars as pl
from attrs import evolve

from ionworks._forks import check_polars
from ionworks._given import counted
from ionworks.errors import FileFormatError
from ionworks.readers import numbering
from ionworks.readers.bdf import SIGN, BdfColumn, find_bdf, from_bdf
from ionworks.readers.clocks import TimeResets, read_clock
from ionworks.readers.files import kind_of, load, suffix_of
from ionworks.readers.headers import CHANNEL, MODE, STEP_TIME
from ionworks.readers.numbering import CYCLE_RULE, CycleRule, StepRule
from ionworks.readers.reports import ColumnRead, Guess, GuessKind, ReadReport
from ionworks.readers.results import ReadResult
from ionworks.readers.signs import Direction, discharging, is_negative_part, is_reversed, sign_of
from ionworks.readers.sources import Columns, Use, choose, listed, no_unit, require, strange
from ionworks.readers.tables import TextTable, of_text, of_workbook
from ionworks.readers.values import Source, durations, numbers, text_without_numbers
from ionworks.readers.vendors import SUFFIXES, UNREADABLE, read_vendor
from ionworks.tables.columns import (
    CURRENT,
    CYCLE,
    CYCLER_CYCLE,
    CYCLER_STEP,
    FREQUENCY,
    SOC,
    STEP,
    STOICHIOMETRY,
    TEMPERATURE,
    TIME,
    TOTALS,
    VOLTAGE,
    WHOLE,
    Z_IM,
    Z_MOD,
    Z_PHASE,
    Z_RE,
)

__all__ = ["read"]

_KINDS: Final[tuple[GuessKind, ...]] = get_args(GuessKind)
_FIRST: Final = (TIME, CURRENT, VOLTAGE, TEMPERATURE, STEP, CYCLE, CYCLER_STEP, CYCLER_CYCLE)
_HIGHEST: Final = 1000.0  # V; no cell has more, but as mV every one has

_GuessOption: TypeAlias = bool | Collection[GuessKind]


def read(
    path: str | PathLike[str],
    *,
    columns: Columns | None = None,
    data_type: str | None = None,
    positive_current: Direction | None = None,
    steps: StepRule | None = None,
    cycles: CycleRule | None = None,
    time_resets: TimeResets = "error",
    dates: str | None = None,
    guess: _GuessOption = True,
    where: Mapping[str, Any] | None = None,
    keep: bool | Iterable[str] = False,
    separator: str | None = None,
    decimal: Literal[".", ","] | None = None,
    encoding: str | None = None,
    header_line: int | None = None,
    sheet: str | None = None,
    reader: str | None = None,
) -> ReadResult:
    r"""Read a file of a cycler, or any table of a test, into the columns of the platform.

    Text with any separator, decimal mark and encoding, also packed with gzip; Parquet; Excel
    (extra ``excel``); other formats of cyclers through ``ionworksdata`` (extra ``readers``). The
    report of the result says which column became which, and all that was guessed. A file that
    has the platform's columns already is returned as it is.

    Parameters
    ----------
    path : str or path
        The file.
    columns : mapping, optional
        Columns of the platform, such as ``"Current [A]"``, each with the header of its column in
        the file, or with ``{"column": "I", "unit": "mA", "sign": -1}``; None for a column that
        is not to be read. ``"mode"`` stands for the column of words such as "CC charge", which
        tell steps and the sign. Other names are read too, and stay in the result. Without it
        columns are recognised by headers that cyclers are known to write.
    data_type : {"ocp", "eis"}, optional
        Open-circuit or impedance data; without it the file is of a cycler.
    positive_current : {"discharge", "charge"}, optional
        What a positive current does in the file. Without it the words of the cycler tell, or
        the voltage.
    steps : {"cycler", "mode", "current"}, optional
        A step begins where the cycler's step or cycle number changes, where its mode changes, or
        where the current begins, ends or turns. Without it the first of these that is there.
    cycles : {"cycler", "current"}, optional
        Cycle numbers are the cycler's, or follow from the current: a cycle begins where the
        direction turns back to that of the first half cycle; less than a tenth of the largest
        half cycle is a pulse. Without it the cycler's, if there are any.
    time_resets : {"error", "join"}, default "error"
        What to do where the time falls: a clock that passes midnight, a counter that starts
        again. ``"join"`` goes on from the time before.
    dates : str, optional
        How dates are written: ``"day first"``, ``"month first"``, or a format of strftime.
    guess : bool or collection of str, default True
        What may be guessed: all, nothing, or some of ``"columns"``, ``"units"``, ``"decimal"``,
        ``"dates"``, ``"clock"``, ``"sign"``, ``"steps"`` and ``"cycles"``. What may not has to be
        stated; without ``"clock"`` a coarse time stays as it is.
    where : mapping, optional
        Rows to read, by the value of columns of the file: ``{"Channel": 3}`` of a file that
        holds several.
    keep : bool or iterable of str, default False
        Other columns to keep under their own headers: all, or these.
    separator, decimal, encoding : str, optional
        How a text file is written, if it is not found out.
    header_line : int, optional
        The line with the names of the columns, from 0.
    sheet : str, optional
        The sheet of a workbook.
    reader : str, optional
        A reader of ``ionworksdata``, such as ``"maccor"``, to use instead.

    Returns
    -------
    ReadResult
        With ``frame`` and ``report``; usable wherever a frame is taken.

    Raises
    ------
    FileNotFoundError
        There is no such file.
    FileFormatError
        The file is damaged, or can only be read with further options; the message says which.
    ValueError
        An option is not as it should be, or the file has no column of a given name.
    ModuleNotFoundError
        An extra is needed; the message names it.

    Examples
    --------
    >>> import ionworks
    >>> from pathlib import Path
    >>> lines = ["t/s;U/V;I/mA", "0;4,10;-500", "60;4,05;-500", "120;4,01;-500", "180;3,98;-500"]
    >>> _ = Path("export.csv").write_text("\n".join(lines))
    >>> result = ionworks.read("export.csv")
    >>> result["Current [A]"].to_list()
    [0.5, 0.5, 0.5, 0.5]
    >>> result.report.sign
    'turned: the voltage rises while the current is positive'
    """
    check_polars()
    file = Path(path)
    allowed = _allowed(guess)
    _require_choice(positive_current, "positive_current", ("discharge", "charge"))
    _require_choice(steps, "steps", ("cycler", "mode", "current"))
    _require_choice(cycles, "cycles", ("cycler", "current"))
    _require_choice(time_resets, "time_resets", ("error", "join"))
    _require_choice(data_type, "data_type", ("ocp", "eis"))
    data, name = load(file)
    suffix = suffix_of(name)
    if suffix in UNREADABLE and reader is None:
        raise FileFormatError(f"{name} is {UNREADABLE[suffix]}")
    if reader is not None or (suffix in SUFFIXES and data_type is None):
        return _from_vendor(file, reader)
    kind = kind_of(data)
    if kind == "parquet":
        table: TextTable | pl.DataFrame = _parquet(data, name)
    elif kind == "workbook":
        table = of_workbook(data, name, file, sheet)
    else:
        table = of_text(
            data,
            name,
            separator=separator,
            decimal=decimal,
            encoding=encoding,
            header_line=header_line,
        )
    given = columns or {}
    reading: dict[str, Any] = {
        "data_type": data_type,
        "steps": steps,
        "cycles": cycles,
        "resets": time_resets,
        "date_order": dates,
        "allowed": allowed,
        "where": where or {},
        "keep": keep,
    }
    if not given and not where and data_type is None and (known := find_bdf(_header_of(table))):
        return _from_bdf(table, name, known, positive_current, reading)
    if _is_ours(table, data_type) and not given:
        return _as_it_is(table, name, data_type)
    if isinstance(table, pl.DataFrame):
        table = _of_frame(table, name)
    return _Reading(table, given, positive_current=positive_current, **reading).run()


class _Reading:
    """One file on its way to a frame, with what is said about it."""

    def __init__(
        self,
        table: TextTable,
        columns: Columns,
        *,
        data_type: str | None,
        positive_current: Direction | None,
        steps: StepRule | None,
        cycles: CycleRule | None,
        resets: TimeResets,
        date_order: str | None,
        allowed: frozenset[GuessKind],
        where: Mapping[str, Any],
        keep: bool | Iterable[str],
    ) -> None:
        self._table = table
        self._columns = columns
        self._data_type = data_type
        self._positive: Direction | None = positive_current
        self._step_rule: StepRule | None = steps
        self._cycle_rule: CycleRule | None = cycles
        self._resets: TimeResets = resets
        self._date_order = date_order
        self._allowed = allowed
        self._keep = self._kept(keep)
        self._where = where
        for column in where:
            if column not in table.header:
                raise ValueError(
                    f"{table.name} has no column {column!r} for `where`; its columns are "
                    f"{listed(table.header)}"
                )
        # Rows that are chosen from a file are not at the lines that they count.
        self._source = Source(table.name, table.decimal, None if where else table.first_line)
        self._guesses: list[Guess] = []
        self._made: dict[str, ColumnRead] = {}
        self._left_out: list[str] = []
        self._notes: list[str] = []
        self._facts = dict.fromkeys(("time", "sign", "steps", "cycles"), "")

    def run(self) -> ReadResult:
        table = self._table
        self._doubt()
        chosen = choose(
            table,
            self._columns,
            data_type=self._data_type,
            guess_columns="columns" in self._allowed,
            guess_units="units" in self._allowed,
        )
        remarks = strange(self._columns)
        require(table, chosen, self._data_type, remarks)
        self._notes += remarks
        headers = [use.column for uses in chosen.values() for use in uses]
        wanted = list(dict.fromkeys([*headers, *self._keep, *self._where]))
        self._rows, notes = table.rows(wanted)
        self._left_out += notes
        if not self._rows.height:
            raise FileFormatError(f"{table.name} has a header and no rows; export the data again")
        self._choose_rows(chosen)
        found: list[pl.Series] = []
        if self._data_type is None or TIME in chosen:
            found.append(self._time(chosen))
        for meant, (use, *_) in chosen.items():
            is_asked = meant in self._columns or "[" in meant or meant in (SOC, STOICHIOMETRY)
            if meant in (TIME, MODE, STEP_TIME, *WHOLE) or not is_asked:
                continue
            found.append(self._values(use).alias(meant))
            self._say(use, meant)
        for meant in (STEP, CYCLE, CYCLER_STEP, CYCLER_CYCLE):
            if meant in chosen:
                found.append(self._whole(chosen[meant][0]).alias(meant))
                self._say(chosen[meant][0], meant)
        frame = self._with_spectra(pl.DataFrame(found), chosen)
        self._hint_at_spectra(frame)
        modes = self._modes(chosen)
        restarts = self._restarts(chosen)
        frame, modes, restarts = self._without_untimed(frame, modes, restarts)
        if not frame.height:
            raise FileFormatError(f"{table.name}: no row has a time; name another column for it")
        if self._data_type != "eis" and STEP not in frame.columns:
            frame = self._with_steps(frame, modes, restarts, chosen)
        if self._data_type is None:
            frame = self._with_sign(frame, modes)
            frame = self._with_cycles(frame)
            frame = self._reset_totals(frame)
        for column in self._keep:
            if column not in frame.columns:
                frame = frame.with_columns(self._numbers_or_text(column, frame.height))
        return self._result(frame, used={*wanted})

    # --- rows -----------------------------------------------------------------------------

    def _doubt(self) -> None:
        """Say what of the layout could be read in another way, or refuse it."""
        options = {"decimal": f"decimal={self._table.decimal!r}", "columns": "`header_line`"}
        for kind, what in self._table.doubts:
            if kind not in self._allowed:
                raise FileFormatError(f"{self._table.name}: {what}; state it with {options[kind]}")
            self._guess(kind, what)

    def _choose_rows(self, chosen: Mapping[str, Sequence[Use]]) -> None:
        """Take the rows that `where` names; refuse those of several cells otherwise."""
        for column, value in self._where.items():
            values = self._rows[column].cast(pl.String).str.strip_chars()
            same = values == str(value)
            if isinstance(value, int | float):
                same = same | (values.cast(pl.Float64, strict=False) == float(value))
            if not same.any():
                raise ValueError(
                    f"{self._table.name} has no row in which {column!r} is {value!r}; its values "
                    f"are {listed(values.drop_nulls().unique(maintain_order=True).to_list())}"
                )
            self._rows = self._rows.filter(same)
            self._left_out.append(f"rows in which {column!r} is not {value!r}, as `where` says")
        for use in chosen.get(CHANNEL, ()) if self._data_type is None else ():
            values = self._rows[use.column].drop_nulls().unique(maintain_order=True)
            # A number of its own in each row counts rows, whatever it is called.
            if use.column not in self._where and 1 < values.len() <= self._rows.height / 3:
                raise FileFormatError(
                    f"{self._table.name} holds {values.len()} values of {use.column!r} "
                    f"({listed(values.to_list()[:5])}), as files of several cells do: read one, "
                    f"such as where={{{use.column!r}: {values[0]!r}}}; if all rows are one test, "
                    f"pass columns={{{CHANNEL!r}: None}}"
                )

    def _modes(self, chosen: Mapping[str, Sequence[Use]]) -> pl.Series | None:
        """Return the words for what the cycler does, rather than a number for it."""
        columns = [self._rows[use.column] for use in chosen.get(MODE, ())]
        return next(filter(text_without_numbers, columns), columns[0] if columns else None)

    def _with_spectra(
        self, frame: pl.DataFrame, chosen: Mapping[str, Sequence[Use]]
    ) -> pl.DataFrame:
        """Leave impedances to the rows that have a frequency, as real and imaginary part."""
        if FREQUENCY not in frame.columns:
            return frame
        parts = [name for name in (Z_RE, Z_IM, Z_MOD, Z_PHASE) if name in frame.columns]
        if (frame[FREQUENCY] <= 0).any():
            self._notes.append(f"{FREQUENCY!r} is 0 in rows that are of no sweep; they have none")
            swept = pl.col(FREQUENCY) > 0
            frame = frame.with_columns(pl.when(swept).then(pl.col(FREQUENCY, *parts)))
        if not {Z_RE, Z_IM} <= set(parts) and {Z_MOD, Z_PHASE} <= set(parts):
            angle = pl.col(Z_PHASE).radians()
            both = {Z_RE: pl.col(Z_MOD) * angle.cos(), Z_IM: pl.col(Z_MOD) * angle.sin()}
            frame = frame.with_columns(**both)
            for name in both:
                self._made[name] = ColumnRead(name, f"{Z_MOD!r} and {Z_PHASE!r}")
        if not {Z_RE, Z_IM} <= set(frame.columns):
            return frame
        name = Z_IM if Z_IM in parts else Z_PHASE
        use = chosen[name][0]
        if not use.is_guess or not is_negative_part(frame):
            return frame
        if "sign" not in self._allowed:
            raise FileFormatError(
                f"{self._table.name}: the values of {use.column!r} are minus {name!r}; state it: "
                f"columns={{{name!r}: {{'column': {use.column!r}, 'sign': -1}}}}"
            )
        self._guess("sign", f"{use.column!r} was turned: its values are minus {name!r}")
        made = self._made[name]
        self._made[name] = evolve(made, how=f"{made.how}, sign turned")
        return frame.with_columns(-pl.col(Z_IM, *{name} - {Z_IM}))

    def _hint_at_spectra(self, frame: pl.DataFrame) -> None:
        """Say that a file of spectra alone is read as a test, with steps and cycles."""
        is_whole = {FREQUENCY, Z_RE, Z_IM} <= set(frame.columns)
        self._hint = ""
        if self._data_type is None and is_whole and not frame[FREQUENCY].null_count():
            self._hint = "all rows are of impedance sweeps: for these alone, pass data_type='eis'"
            self._guess("columns", f"it is a test with steps and cycles, though {self._hint}")

    # --- columns --------------------------------------------------------------------------

    def _kept(self, keep: bool | Iterable[str]) -> list[str]:
        if isinstance(keep, bool):
            return list(self._table.header) if keep else []
        names = [keep] if isinstance(keep, str) else list(keep)
        for name in names:
            if name not in self._table.header:
                raise ValueError(
                    f"{self._table.name} has no column {name!r} to keep; its columns are "
                    f"{listed(self._table.header)}"
                )
        return names

    def _values(self, use: Use) -> pl.Series:
        """Return the numbers of a column in the unit of the platform."""
        values = self._rows[use.column]
        if "[" not in use.meant and use.convert.is_none and values.dtype == pl.String:
            try:
                return numbers(values, self._source) * use.sign
            except FileFormatError:
                return values  # a column of words that the user wants
        factor, offset = use.convert
        found = numbers(values, self._source)
        no_numbers = values.filter(values.is_not_null() & found.is_null())
        if no_numbers.len():
            self._notes.append(
                f"{use.column!r} has no value in {no_numbers.len()} rows: {str(no_numbers[0])!r}"
            )
        if factor < 1.0 and (1 / factor).is_integer():
            # 3760 / 1000 is 3.76, and 3760 * 0.001 is not. Polars would multiply by one value.
            found = found / pl.Series([1 / factor]).new_from_index(0, found.len())
        elif factor != 1.0:
            found = found * factor
        if offset:
            found = found + offset
        if use.sign < 0:
            found = -found
        median = found.abs().median()
        if use.meant == VOLTAGE and isinstance(median, float) and median > _HIGHEST:
            raise FileFormatError(
                f"{self._table.name}: the values of {use.column!r} are around {median:.4g}, which "
                f"are no volts; state the unit: columns={{{VOLTAGE!r}: {{'column': "
                f"{use.column!r}, 'unit': 'mV'}}}}"
            )
        return found

    def _whole(self, use: Use) -> pl.Series:
        values = self._rows[use.column]
        try:
            found = numbers(values, self._source)
        except FileFormatError:
            if use.meant in (STEP, CYCLE):
                raise
            return values.rle_id().cast(pl.Int64)  # steps that have names
        if found.null_count():
            self._notes.append(
                f"{use.column!r} is empty in {found.null_count()} rows, which have the number of "
                "the row before"
            )
        whole = found.fill_null(strategy="forward").fill_null(0.0)
        if (whole % 1 != 0).any():
            raise FileFormatError(
                f"{self._table.name}: column {use.column!r} is read as {use.meant!r} and does not "
                f"hold whole numbers; leave it out with columns={{{use.meant!r}: None}}"
            )
        return whole.cast(pl.Int64)

    def _numbers_or_text(self, column: str, height: int) -> pl.Series:
        """Return a column under its own header: as numbers where all values are."""
        values = self._rows[column]
        if self._timed is not None and values.len() != height:
            values = values.filter(self._timed)
        if values.dtype != pl.String:
            return values
        try:
            return numbers(values, self._source).alias(column)
        except FileFormatError:
            return values

    def _say(self, use: Use, meant: str) -> None:
        changes: list[str] = []
        factor, offset = use.convert
        wanted = meant.partition("[")[2].rstrip("]")
        if factor != 1.0 or offset:
            changes.append(f"{use.unit} to {wanted or 1}")
        if use.sign < 0:
            changes.append("times -1")
        if use.is_guess and use.column != meant:
            changes.append("recognised by its name")
            which = f", and not {listed(use.others)}" if use.others else ""
            self._guess("columns", f"{use.column!r} is {meant!r}{which}")
        if use.unit_is_guess:
            self._guess("units", f"{use.column!r} names no unit and was taken as {wanted}")
        self._made[meant] = ColumnRead(meant, repr(use.column), use.unit, ", ".join(changes))

    def _guess(self, kind: GuessKind, what: str) -> None:
        self._guesses.append(Guess(kind, what))

    # --- time -----------------------------------------------------------------------------

    def _time(self, chosen: dict[str, list[Use]]) -> pl.Series:
        try:
            clock = read_clock(
                lambda column: self._rows[column],
                chosen,
                self._source,
                resets=self._resets,
                date_order=self._date_order,
                refines="clock" in self._allowed,
            )
        except FileFormatError as problem:
            if len(self._table.sheets) < 2:
                raise
            raise FileFormatError(
                f"{problem}; the sheets {listed(self._table.sheets)} were read one after the "
                f"other: to read one, pass sheet={self._table.sheets[0]!r}"
            ) from problem
        use = clock.use
        if clock.is_date and TIME not in self._columns:
            if "dates" not in self._allowed:
                raise FileFormatError(
                    f"{self._table.name}: the time would be read from {clock.described}; state "
                    f"it: columns={{{TIME!r}: {use.column!r}}}"
                )
            self._guess("dates", f"the time is read from {clock.described}")
        elif "day and month may be confused" in clock.described:
            self._guess("dates", clock.described)
        if clock.doubt:
            self._guess("clock", clock.doubt)
        if clock.is_counted and use.unit_is_guess:
            if "units" not in self._allowed:
                raise ValueError(no_unit(self._table.name, TIME, use.column))
            self._guess("units", f"{use.column!r} names no unit and was taken as s")
        first = clock.seconds.drop_nulls()
        start = float(first[0]) if first.len() else 0.0
        described = clock.described
        if start != 0.0:
            subtracted = "the first date" if clock.start is not None else f"{start:g} s"
            described += f"; {subtracted} was subtracted, so that it starts at 0"
        self._facts["time"] = described
        changes = ["recognised by its name"] if use.is_guess and use.column != TIME else []
        if use.is_guess and use.column != TIME:
            self._guess("columns", f"{use.column!r} is {TIME!r}")
        unit = use.unit if clock.is_counted else ""
        self._made[TIME] = ColumnRead(TIME, repr(use.column), unit, ", ".join(changes))
        return (clock.seconds - start).alias(TIME)

    def _restarts(self, chosen: dict[str, list[Use]]) -> pl.Series | None:
        """Return the time within the step, if the file has one."""
        if STEP_TIME not in chosen:
            return None
        values = self._rows[chosen[STEP_TIME][0].column]
        found = durations(values)
        if found is not None:
            return found
        try:
            return numbers(values, self._source)
        except FileFormatError:
            return None

    def _without_untimed(
        self, frame: pl.DataFrame, modes: pl.Series | None, restarts: pl.Series | None
    ) -> tuple[pl.DataFrame, pl.Series | None, pl.Series | None]:
        """Leave out rows without a time that are no rows of an impedance sweep."""
        self._timed: pl.Series | None = None
        if TIME not in frame.columns:
            return frame, modes, restarts
        has_time = frame[TIME].is_not_null()
        if FREQUENCY in frame.columns:
            has_time = has_time | frame[FREQUENCY].is_not_null()
        if has_time.all():
            return frame, modes, restarts
        count = int((~has_time).sum())
        self._left_out.append(f"{counted(count, 'row')} without a time")
        self._timed = has_time
        return (
            frame.filter(has_time),
            None if modes is None else modes.filter(has_time),
            None if restarts is None else restarts.filter(has_time),
        )

    # --- steps, sign, cycles --------------------------------------------------------------

    def _with_steps(
        self,
        frame: pl.DataFrame,
        modes: pl.Series | None,
        restarts: pl.Series | None,
        chosen: dict[str, list[Use]],
    ) -> pl.DataFrame:
        rule: StepRule | None = self._step_rule
        has: dict[StepRule, bool] = {
            "cycler": CYCLER_STEP in frame.columns,
            "mode": modes is not None,
            "current": CURRENT in frame.columns,
        }
        if rule is None:
            if self._data_type == "ocp":
                self._made[STEP] = ColumnRead(STEP, "one step, since it is one curve")
                return frame.with_columns(pl.lit(0, pl.Int64).alias(STEP))
            rule = next(each for each, there in has.items() if there)
            stated = rule == "cycler" and CYCLER_STEP in self._columns
            if not stated and "steps" not in self._allowed:
                raise FileFormatError(
                    f"{self._table.name} has no {STEP!r}; state how steps are told apart: "
                    "steps='cycler', 'mode' or 'current'"
                )
        elif not has[rule]:
            raise ValueError(
                f"steps={rule!r}, and {self._table.name} has no column of it that is known; name "
                f"it in `columns`, or choose another rule"
            )
        is_stated = self._step_rule is not None or (
            rule == "cycler" and CYCLER_STEP in self._columns
        )
        if rule == "cycler":
            columns = [frame[name] for name in (CYCLER_STEP, CYCLER_CYCLE) if name in frame.columns]
            number = numbering.runs(columns, restarts)
            what = repr(chosen[CYCLER_STEP][0].column)
            if CYCLER_CYCLE in frame.columns:
                what += f" or {chosen[CYCLER_CYCLE][0].column!r}"
            what += " changes"
            if restarts is not None:
                what += f", or {chosen[STEP_TIME][0].column!r} starts again"
        elif rule == "mode":
            assert modes is not None
            number = numbering.runs([modes], restarts)
            what = f"{modes.name!r} changes"
        else:
            number = numbering.steps_of_current(frame[CURRENT])
            what = "the current begins, ends or turns"
        description = f"a step begins where {what}"
        self._facts["steps"] = f"{description} ({counted(number.n_unique(), 'step')})"
        if not is_stated:
            self._guess("steps", description)
        self._made[STEP] = ColumnRead(STEP, "the rule of the steps")
        return frame.with_columns(number.alias(STEP))

    def _with_sign(self, frame: pl.DataFrame, modes: pl.Series | None) -> pl.DataFrame:
        if self._positive is not None:
            turned = self._positive == "charge"
            self._facts["sign"] = f"positive is {self._positive} in the file, as stated" + (
                "; turned" if turned else ""
            )
            current = -frame[CURRENT] if turned else frame[CURRENT]
            if (
                modes is not None
                and (frame[CURRENT] >= 0).all()
                and discharging(modes).n_unique() > 1
            ):
                self._notes.append(
                    f"the current is never negative, and {modes.name!r} names charge and "
                    "discharge: leave positive_current out to take the sign from it"
                )
        elif self._is_signed_by_user():
            self._facts["sign"] = "as stated in `columns`"
            current, turned = frame[CURRENT], None
        elif "sign" not in self._allowed:
            raise FileFormatError(
                f"{self._table.name}: state the sign of the current as "
                "positive_current='discharge' or 'charge'"
            )
        else:
            try:
                current, convention, turned = sign_of(
                    frame, modes, self._table.name, self._table.cycler
                )
            except FileFormatError as problem:
                if not self._hint:
                    raise
                raise FileFormatError(f"{problem}; {self._hint}") from problem
            self._facts["sign"] = convention
            self._guess("sign", convention)
        if turned is not None:
            self._positive = "charge" if turned else "discharge"
        if turned:
            made = self._made[CURRENT]
            how = ", ".join(filter(None, (made.how, "sign turned")))
            self._made[CURRENT] = ColumnRead(CURRENT, made.source, made.unit, how)
        return frame.with_columns(_without_sign_of_zero(current).alias(CURRENT))

    def _is_signed_by_user(self) -> bool:
        given = self._columns.get(CURRENT)
        return isinstance(given, dict) and "sign" in given

    def _with_cycles(self, frame: pl.DataFrame) -> pl.DataFrame:
        if CYCLE in frame.columns:
            return frame
        rule: CycleRule | None = self._cycle_rule
        if rule == "cycler" and CYCLER_CYCLE not in frame.columns:
            raise ValueError(
                f"cycles='cycler', and {self._table.name} has no column of cycles that is known; "
                f"name it: columns={{{CYCLER_CYCLE!r}: ...}}"
            )
        has = CYCLER_CYCLE in frame.columns
        chosen_rule: CycleRule = rule or ("cycler" if has else "current")
        stated = rule is not None or (has and CYCLER_CYCLE in self._columns)
        if not stated and chosen_rule == "current" and "cycles" not in self._allowed:
            self._facts["cycles"] = "not numbered, as `guess` says"
            return frame
        if chosen_rule == "cycler":
            number = numbering.runs([frame[CYCLER_CYCLE]])
            description = "those of the cycler, from 0"
        else:
            number = numbering.cycles_of_current(frame, frame[STEP])
            description = f"from the current: {CYCLE_RULE}"
            if not stated:
                self._guess("cycles", "they follow from the current")
        self._facts["cycles"] = f"{description} ({counted(number.n_unique(), 'cycle')})"
        self._made[CYCLE] = ColumnRead(CYCLE, "the rule of the cycles")
        return frame.with_columns(number.alias(CYCLE))

    def _reset_totals(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Let running totals begin at 0 in each step, as the platform wants them."""
        totals = [name for name in TOTALS if name in frame.columns]
        if not totals:
            return frame
        self._notes.append(f"{listed(totals)} begin at 0 in each step")
        return frame.with_columns(
            (pl.col(name) - pl.col(name).first()).abs().over(STEP).alias(name) for name in totals
        )

    def _result(self, frame: pl.DataFrame, used: set[str]) -> ReadResult:
        order: list[str] = [name for name in _FIRST if name in frame.columns]
        order += [name for name in frame.columns if name not in order]
        frame = frame.select(order)
        made = [self._made.get(name, ColumnRead(name, repr(name))) for name in order]
        not_used = [
            column
            for column in self._table.header
            if not any(repr(column) == each.source for each in made)
            and not any(repr(column) in text for text in self._facts.values())
        ]
        notes = list(self._notes)
        if self._data_type is None and any("ap" in c.casefold() for c in not_used):
            notes.append("the platform derives capacities and energies from current and voltage")
        report = ReadReport(
            file=self._table.name,
            layout=self._table.described,
            rows=frame.height,
            cycler=self._table.cycler,
            columns=tuple(made),
            guesses=tuple(dict.fromkeys(self._guesses)),
            left_out=tuple(self._left_out),
            not_used=tuple(not_used),
            notes=tuple(notes),
            time=self._facts["time"],
            sign=self._facts["sign"],
            steps=self._facts["steps"],
            cycles=self._facts["cycles"],
            positive_current=self._positive if CURRENT in frame.columns else None,
        )
        return ReadResult(frame, report, self._data_type)


def _without_sign_of_zero(values: pl.Series) -> pl.Series:
    return pl.select(pl.when(values == 0).then(0.0).otherwise(values)).to_series()


def _allowed(guess: _GuessOption) -> frozenset[GuessKind]:
    if isinstance(guess, bool):
        return frozenset(_KINDS if guess else ())
    asked = {guess} if isinstance(guess, str) else set[str](guess)
    unknown = sorted(asked - set(_KINDS))
    if unknown:
        raise ValueError(
            f"guess has {', '.join(map(repr, unknown))}; it is True, False, or some of "
            f"{', '.join(map(repr, _KINDS))}"
        )
    return frozenset(kind for kind in _KINDS if kind in asked)


def _require_choice(value: Any, option: str, values: tuple[str, ...]) -> None:
    if value is not None and value not in values:
        raise ValueError(f"{option} is {value!r}; it is {' or '.join(map(repr, values))}")


def _parquet(data: bytes, name: str) -> pl.DataFrame:
    import io

    try:
        return pl.read_parquet(io.BytesIO(data))
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, ValueError) as problem:
        reason = str(problem).strip().partition("\n")[0][:120]
        raise FileFormatError(
            f"{name} is a damaged Parquet file ({reason}); copy or write it again"
        ) from problem


def _is_ours(table: TextTable | pl.DataFrame, data_type: str | None) -> bool:
    """Tell whether a table has the columns of the platform already."""
    names = set(table.columns if isinstance(table, pl.DataFrame) else table.header)
    if data_type == "ocp":
        return VOLTAGE in names and STEP in names
    if data_type == "eis":
        return {FREQUENCY, Z_RE, Z_IM} <= names
    return {TIME, VOLTAGE, CURRENT, STEP} <= names


def _as_it_is(table: TextTable | pl.DataFrame, name: str, data_type: str | None) -> ReadResult:
    """Return a table that has the columns of the platform, each with the type of its values."""
    left_out: list[str] = []
    if isinstance(table, TextTable):
        described = table.described
        rows, left_out = table.rows(table.header)
        source = Source(name, table.decimal, table.first_line)
        frame = pl.DataFrame([_typed(rows[column], source) for column in rows.columns])
    else:
        described, frame = "Parquet", table
    report = ReadReport(
        file=name,
        layout=f"{described}, with the columns of the platform",
        rows=frame.height,
        columns=tuple(ColumnRead(column, repr(column)) for column in frame.columns),
        left_out=tuple(left_out),
        is_as_it_was=True,
    )
    return ReadResult(frame, report, data_type)


def _header_of(table: TextTable | pl.DataFrame) -> Sequence[str]:
    return table.columns if isinstance(table, pl.DataFrame) else table.header


def _from_bdf(
    table: TextTable | pl.DataFrame,
    name: str,
    known: Sequence[BdfColumn],
    positive: Direction | None,
    reading: dict[str, Any],
) -> ReadResult:
    """Return a table of the Battery Data Format, which defines its columns, units and sign."""
    as_it_is = _as_it_is(table, name, None)
    is_turned = positive != "discharge"
    frame, made, notes = from_bdf(as_it_is.to_polars(), known, is_turned=is_turned)
    convention = SIGN if positive is None else f"positive is {positive} in the file, as stated"
    if positive is None and is_reversed(frame):
        if ".bdf" not in name.lower():
            raise FileFormatError(
                f"{name} has the columns of the Battery Data Format, in which a positive current "
                "charges, but the voltage falls while it flows; state the sign as "
                "positive_current='discharge' or 'charge'"
            )
        notes.append(
            "the voltage falls while the current charges, as the format has it: look at it"
        )
    if STEP in frame.columns:
        report = as_it_is.report
    else:
        own = _of_frame(frame, name)
        reading = {**reading, "keep": True, "positive_current": "discharge"}
        result = _Reading(own, {}, **reading).run()
        frame, report = result.to_polars(), result.report
    sources = {each.column: each for each in made}
    used = {each.header for each in known}
    described = table.described if isinstance(table, TextTable) else "Parquet"
    return ReadResult(
        frame,
        evolve(
            report,
            layout=f"{described}, in the Battery Data Format",
            columns=tuple(sources.get(each.column, each) for each in report.columns)
            if report is not as_it_is.report
            else tuple(made),
            left_out=as_it_is.report.left_out,
            not_used=tuple(column for column in _header_of(table) if column not in used),
            notes=(*notes, *(note for note in report.notes if note not in notes)),
            time=report.time.replace(repr(TIME), sources[TIME].source),
            sign=convention,
            positive_current=positive or "charge",
            is_as_it_was=False,
        ),
    )


def _typed(values: pl.Series, source: Source) -> pl.Series:
    if values.name in WHOLE:
        found = numbers(values, source)
        is_whole = not (found.drop_nulls() % 1 != 0).any()
        return found.cast(pl.Int64) if is_whole else found
    try:
        return numbers(values, source)
    except FileFormatError:
        if values.name in (TIME, VOLTAGE, CURRENT):
            raise
        return values


def _of_frame(frame: pl.DataFrame, name: str) -> TextTable:
    from ionworks.readers.headers import cycler_of

    header = tuple(frame.columns)
    return TextTable(
        name=name,
        described="Parquet",
        header=header,
        units=("",) * len(header),
        decimal=".",
        first_line=None,
        cycler=cycler_of(header, ""),
        rows=lambda wanted: (frame.select(wanted), []),
    )


def _from_vendor(file: Path, reader: str | None) -> ReadResult:
    """Return what ionworksdata reads, which has the columns of the platform."""
    frame = read_vendor(file, reader)
    report = ReadReport(
        file=file.name,
        layout=f"read by ionworksdata{f', reader {reader!r}' if reader else ''}",
        rows=frame.height,
        columns=tuple(ColumnRead(column, "ionworksdata") for column in frame.columns),
        notes=("columns, units, sign and steps are as ionworksdata gives them",),
    )
    return ReadResult(frame, report)
