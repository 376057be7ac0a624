"""The loader: a measurement, or a part of it, with its steps."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import evolve

from ionworks._forks import check_polars
from ionworks.ids import id_of
from ionworks.loader.options import LOCAL_TRANSFORMS, LoaderOptions
from ionworks.loader.selection import ChosenSteps, choose, name_voltage, narrow, shift
from ionworks.loader.source import Source
from ionworks.loader.splitting import split_cccv
from ionworks.loader.transforms import transform
from ionworks.tables import to_polars
from ionworks.tables.columns import VOLTAGE
from ionworks.tables.files import load_table, series_file, table_file

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Self

    import numpy as np
    import polars as pl
    from matplotlib.figure import Figure
    from numpy.typing import NDArray

    from ionworks.client import AsyncIonworks, Ionworks
    from ionworks.ids import MeasurementId
    from ionworks.loader.options import StepChoice
    from ionworks.plots.figures import AxesLike, TimeUnit
    from ionworks.readers.reports import ReadReport
    from ionworks.tables import SeriesLike, TableLike
    from ionworks.tables.electrodes import WorkingElectrode
    from ionworks.transforms.amounts import ReferenceLike


class DataLoader:
    """A measurement, or a part of it, with its steps.

    Made from frames, from a folder (`from_local`), or from the platform (`from_db`), which
    fetches nothing until data is asked for, and then the chosen rows alone.

    Parameters
    ----------
    time_series : polars.DataFrame, pandas.DataFrame, mapping or path
        One row a sample, or the path of a file that `ionworks.read` reads, which gives the steps
        too. Without `steps` a table may be any with a voltage, such as open-circuit data with
        ``OCP [V]``.
    steps : polars.DataFrame, pandas.DataFrame or mapping, optional
        The step table of the series, with ``Start index``, ``End index``,
        ``Start voltage [V]`` and ``End voltage [V]``.
    options : mapping, optional
        The options below by name; an option that is given by itself wins.
    first_step, last_step : int, str or mapping, optional
        The steps to begin and to end with, both included: a row of the step table, an SQL
        query over the table ``steps`` that finds one row, ``{"cycle": n}`` for the first or
        last step of a cycle, or ``{"step": n}`` for a ``Step count``.
    time_range : mapping, optional
        ``{"start": s, "end": s}``: bounds of ``Time [s]`` within the chosen steps, both
        included; one may be left out.
    capacity_column : str, optional
        A column to copy to ``Capacity [A.h]``.
    transforms : mapping, optional
        What to do with the chosen rows, always in this order: ``split_cccv`` (bool: a step that
        holds a current and then a voltage becomes two), ``capacity`` (True, "step", "cycle" or
        "start": add capacities of each row, counted from there), ``c_rate`` (a capacity: add
        ``C-rate [1/h]``), ``rest_to_ocp`` (bool; with
        ``keep_first_ocp_point``, and ``ocp_branch``: "discharge", "charge" or "both"),
        ``sort``, ``remove_duplicates``, ``remove_extremes`` (bool), ``filters``
        (``{column: {"filter_type": "savgol", "parameters": {...}}}``, needs the extra
        ``smooth``), ``interpolate`` (a spacing in s, or a list of times), ``units``
        (``{"Time [s]": "h"}``).
    working_electrode : {"anode", "cathode"}, optional
        The working electrode of a half cell: `plot_cycles` then shows its efficiency. Rows,
        steps and `to_config` stay as they are.

    Raises
    ------
    ValueError
        An option is not known or not as it should be, or leads to no data.

    Examples
    --------
    >>> from ionworks import DataLoader
    >>> loader = DataLoader({"OCP [V]": [4.2, 3.7, 3.0], "Capacity [A.h]": [0, 2.5, 5]})
    >>> loader["Voltage [V]"].to_list()
    [4.2, 3.7, 3.0]
    """

    def __init__(
        self,
        time_series: SeriesLike,
        steps: TableLike | None = None,
        *,
        options: Any = None,
        first_step: StepChoice | None = None,
        last_step: StepChoice | None = None,
        time_range: Mapping[str, float] | None = None,
        capacity_column: str | None = None,
        transforms: Mapping[str, Any] | None = None,
        working_electrode: WorkingElectrode | None = None,
    ) -> None:
        asked = LoaderOptions.read(
            options,
            time_range=time_range,
            first_step=first_step,
            last_step=last_step,
            capacity_column=capacity_column,
            transforms=transforms,
            working_electrode=working_electrode,
        )
        from ionworks.readers.given import table_of
        from ionworks.readers.results import ReadResult

        series = table_of(time_series)
        if steps is None and isinstance(series, ReadResult):
            steps = series.steps()
        source = Source()
        if isinstance(series, ReadResult):
            source.file, source.report = series.report.file, series.report
        source.take_steps(steps)
        source.take_series(series)
        self._setup(source, asked)
        self._select()  # so that a choice that leads nowhere is an error here

    def _setup(self, source: Source, options: LoaderOptions) -> Self:
        self._source = source
        self._options = options
        self._selection: ChosenSteps | None = None
        self._data: pl.DataFrame | None = None
        self._split: tuple[pl.DataFrame, pl.DataFrame | None] | None = None
        return self

    # --- ways to make one -----------------------------------------------------------------

    @classmethod
    def from_db(
        cls,
        measurement_id: MeasurementId,
        options: Any = None,
        use_cache: bool = True,
        client: Ionworks | None = None,
        time_range: Mapping[str, float] | None = None,
        *,
        working_electrode: WorkingElectrode | None = None,
    ) -> Self:
        """Load a measurement of the platform when its data is asked for.

        Parameters
        ----------
        measurement_id : str or CellMeasurement
            Id of the measurement.
        options : mapping, optional
            ``first_step``, ``last_step``, ``capacity_column``, ``transforms``, as for the
            class. They are checked at once.
        use_cache : bool, default True
            Whether the cache on disk may answer and is filled.
        client : Ionworks, optional
            The client to load with; ``Ionworks()`` for the length of a load when it is left
            out.
        time_range, working_electrode
            As for the class.

        Raises
        ------
        ValueError
            The id is empty, or an option is not as it should be.
        """
        source = Source(id_of(measurement_id, "measurement_id"), client, use_cache=use_cache)
        asked = LoaderOptions.read(
            options, time_range=time_range, working_electrode=working_electrode
        )
        return cls.__new__(cls)._setup(source, asked)

    @classmethod
    async def afrom_db(
        cls,
        measurement_id: MeasurementId,
        options: Any = None,
        use_cache: bool = True,
        client: AsyncIonworks | None = None,
        time_range: Mapping[str, float] | None = None,
        *,
        working_electrode: WorkingElectrode | None = None,
    ) -> Self:
        """Load a measurement of the platform, awaited.

        Steps and rows are there when it returns, so everything else on the loader is called
        as on any other; only `to_local` has an awaited twin, `ato_local`.

        Parameters
        ----------
        measurement_id : str or CellMeasurement
            Id of the measurement.
        options, use_cache, time_range, working_electrode
            As for `from_db`.
        client : AsyncIonworks, optional
            The client to load with; ``AsyncIonworks()`` for the length of the load when it
            is left out.
        """
        source = Source(id_of(measurement_id, "measurement_id"), client, use_cache=use_cache)
        asked = LoaderOptions.read(
            options, time_range=time_range, working_electrode=working_electrode
        )
        await source.aload(lambda table: _window(table, asked))
        loader = cls.__new__(cls)._setup(source, asked)
        loader._select()
        return loader

    @classmethod
    def from_local(
        cls,
        data_path: str | Path,
        options: Any = None,
        *,
        time_range: Mapping[str, float] | None = None,
        working_electrode: WorkingElectrode | None = None,
        read_options: Mapping[str, Any] | None = None,
    ) -> Self:
        """Load a measurement from a file or a folder, at once.

        Parameters
        ----------
        data_path : str or Path
            A file that `ionworks.read` reads; or a folder with ``time_series.parquet``,
            ``time_series.csv`` or another file of this name, and possibly ``steps.parquet`` or
            ``steps.csv``. A table with columns of the platform is taken as it is.
        options, time_range, working_electrode
            As for `from_db`.
        read_options : mapping, optional
            Options of `ionworks.read`, such as ``{"positive_current": "charge"}``.

        Raises
        ------
        ValueError
            The folder has no time series, or a file cannot be read as a table.

        Warns
        -----
        GuessWarning
            Something was guessed that the file does not say; see `report`.
        """
        check_polars()
        from ionworks.readers.given import table_in

        path = Path(data_path)
        series, steps = path, None
        if not path.is_file():
            found = series_file(path)
            if found is None:
                raise ValueError(
                    f"{path} has no time_series.parquet and no time_series.csv, and no one other "
                    "file called time_series"
                )
            series, steps = found, table_file(path, "steps")
        loader = cls(
            table_in(series, read_options),
            None if steps is None else load_table(steps),
            options=options,
            time_range=time_range,
            working_electrode=working_electrode,
        )
        loader._source.file = path.resolve().name
        return loader

    def copy(self) -> Self:
        """Make another loader of the same choice; what is loaded is shared, not loaded again."""
        return type(self).__new__(type(self))._setup(self._source.copy(), self._options)

    def slice_to_steps(self, first_step_idx: int, last_step_idx: int) -> Self:
        """Make a loader of some of these steps. Nothing is fetched for it until it is used.

        Parameters
        ----------
        first_step_idx, last_step_idx : int
            Rows of `steps`, from 0, both included.

        Raises
        ------
        ValueError
            There are no steps, or not the chosen ones; or ``split_cccv`` is set.
        """
        if self._splits():
            raise ValueError("slice_to_steps counts steps before split_cccv; slice without it")
        chosen = self._select()
        if chosen.steps is None:
            raise ValueError("this data has no steps to choose from")
        if not 0 <= first_step_idx <= last_step_idx < chosen.steps.height:
            raise ValueError(
                f"steps {first_step_idx} to {last_step_idx} were asked for; there are "
                f"{chosen.steps.height}, from 0"
            )
        asked = evolve(
            self._options,
            first_step=chosen.first + first_step_idx,
            last_step=chosen.first + last_step_idx,
        )
        return type(self).__new__(type(self))._setup(self._source.copy(), asked)

    def to_local(self) -> Self:
        """Load the whole measurement and cut the tie to the platform.

        `data` and `steps` stay the chosen ones; `to_config` now holds the data itself.

        Returns
        -------
        DataLoader
            This loader.
        """
        with self._source.lock:
            self._source.detach()
            self._selection = None  # rows now count from the first of all
        return self

    async def ato_local(self) -> Self:
        """Load the whole measurement and cut the tie to the platform, awaited.

        See `to_local`; for loaders of `afrom_db`.
        """
        await self._source.adetach()
        self._selection = None
        return self

    # --- the data -------------------------------------------------------------------------

    @property
    def data(self) -> pl.DataFrame:
        """The chosen rows, transformed. The first access loads them."""
        check_polars()
        with self._source.lock:
            if self._data is None:
                asked = self._options
                self._data = transform(
                    self._rows(), self._steps_of_rows(), asked.transforms, asked.capacity_column
                )
            return self._data

    @property
    def time_series(self) -> pl.DataFrame:
        """The chosen rows, transformed: another name of `data`."""
        return self.data

    @property
    def steps(self) -> pl.DataFrame | None:
        """The chosen steps; None if there are none, or if they were turned into OCP points.

        ``Start index`` and ``End index`` count as `start_idx` does. A step that the time
        range cuts is described by the rows that are left, and so are both parts of a step that
        ``split_cccv`` splits.
        """
        if self._options.transforms.get("rest_to_ocp"):
            return None
        if not self._splits():
            return self._select().steps
        steps = self._steps_of_rows()
        return None if steps is None else shift(steps, -self._select().start)

    def steps_with_labels(self, rated_capacity: float | None = None) -> pl.DataFrame:
        """Return the chosen steps, labelled by limits that scale with the cell.

        The labels of the platform have fixed limits in A and V. These have shares of the cell's
        capacity and of its voltage, so that the same programme has the same labels on a cell of
        3 mA.h and of 300 A.h. A step that holds a current first and then a voltage is
        ``CC-CV charge`` or ``CC-CV discharge``, and a held voltage of two rows is known.

        Parameters
        ----------
        rated_capacity : float, optional
            Rated capacity of the cell in A.h. Without it the largest current that a step holds
            counts as 1 C.

        Returns
        -------
        polars.DataFrame
            `steps` with another ``Step type``; ``Constant voltage share``, the share of the
            charge of a step that flowed at a held voltage, null for CC-CV without a time; and
            ``Constant voltage start index``, the row from which it is held, counted as `start_idx`
            is.

        Raises
        ------
        ValueError
            There are no steps, or the rows have no current or no voltage.

        Examples
        --------
        >>> from ionworks import DataLoader
        >>> series = {
        ...     "Time [s]": [0.0, 600.0, 1200.0, 1800.0, 2400.0, 3000.0, 3600.0],
        ...     "Voltage [V]": [3.9, 4.0, 4.1, 4.2, 4.2, 4.2, 4.2],
        ...     "Current [A]": [-1.0, -1.0, -1.0, -1.0, -0.5, -0.25, -0.1],
        ... }
        >>> steps = {"Start index": [0], "End index": [6]}
        >>> steps |= {"Start voltage [V]": [3.9], "End voltage [V]": [4.2]}
        >>> DataLoader(series, steps).steps_with_labels()["Step type"].to_list()
        ['CC-CV charge']
        """
        import polars as pl

        from ionworks.tables.held import label_by_cell

        steps = self._steps_of_rows()
        if steps is None:
            raise ValueError("this data has no steps to label")
        labels = label_by_cell(self._rows(), steps, rated_capacity)
        start = self._select().start
        labels = labels.with_columns(pl.col("Constant voltage start index") + start)
        return shift(steps, -start).drop("Step type", strict=False).hstack(labels)

    def steps_with_voltages(self) -> pl.DataFrame:
        """Return the chosen steps with columns for every further voltage of the rows.

        Further voltages are columns in volts beside ``Voltage [V]``, such as those of electrodes
        or of the cells of a pack.

        Returns
        -------
        polars.DataFrame
            `steps`, and for a column ``Anode potential [V]``: ``Start anode potential [V]``,
            ``End ...``, ``Min ...``, ``Max ...`` and ``Mean ...``, in V. The mean is over time.
            Columns that the step table has already stay as they are.

        Raises
        ------
        ValueError
            There are no steps.

        Examples
        --------
        >>> from ionworks import DataLoader
        >>> series = {
        ...     "Time [s]": [0.0, 60.0, 120.0],
        ...     "Voltage [V]": [4.1, 4.0, 3.9],
        ...     "Current [A]": [5.0, 5.0, 5.0],
        ...     "Anode potential [V]": [0.10, 0.12, 0.18],
        ... }
        >>> steps = {
        ...     "Start index": [0],
        ...     "End index": [2],
        ...     "Start voltage [V]": [4.1],
        ...     "End voltage [V]": [3.9],
        ... }
        >>> table = DataLoader(series, steps).steps_with_voltages()
        >>> round(table["Mean anode potential [V]"][0], 3)
        0.13
        """
        import polars as pl

        from ionworks.tables.voltages import describe_by_step

        steps = self._steps_of_rows()
        if steps is None:
            raise ValueError("this data has no steps to describe")
        described = describe_by_step(self._rows(), steps)
        steps = shift(steps, -self._select().start)
        return steps.hstack(described.select(pl.exclude(steps.columns)))

    @property
    def initial_voltage(self) -> float | None:
        """Voltage in V before the first chosen step: where the step before it ended.

        For the first step of all it is the voltage that this starts at; None without steps.
        """
        return self._select().initial_voltage

    @property
    def start_idx(self) -> int:
        """First chosen row, counted from the first row that is loaded."""
        return self._select().start

    @property
    def end_idx(self) -> int:
        """Row after the last chosen one, counted from the first row that is loaded."""
        return self._select().end

    @property
    def title(self) -> str | None:
        """Names of cell and measurement, or of the file, as plots show them; None for frames.

        The first access asks the platform for them. None too where it does not answer.
        """
        names = self._source.names()
        return self._source.file if names is None else " · ".join(names)

    @property
    def report(self) -> ReadReport | None:
        """What `ionworks.read` did with the file of the series; None for other data."""
        return self._source.report

    def __getitem__(self, column: str) -> pl.Series:
        return self.data[column]

    def to_polars(self) -> pl.DataFrame:
        """Return the chosen rows, transformed, as a frame of your own."""
        return self.data.clone()

    def to_config(self, filter_data: bool = True) -> dict[str, Any]:
        """Describe the loader as a part of a pipeline configuration.

        A measurement of the platform is named by its id, with the choice as options, and
        nothing is fetched. Other data is held by columns. Transforms are always options, so
        that a reader of the configuration applies them once.

        Parameters
        ----------
        filter_data : bool, default True
            Of other data: True holds the chosen rows and steps, counted from the first.
            False holds all rows and steps, and the choice as options.

        Raises
        ------
        ValueError
            ``ocp_branch``, ``capacity``, ``c_rate`` or ``units`` is set, which no configuration
            knows; or ``split_cccv``, of which it can hold the result alone.
        """
        if self._splits() and (self._source.measurement_id is not None or not filter_data):
            raise ValueError(
                "a configuration cannot hold split_cccv, only its result; call to_local() first, "
                "and leave filter_data=True"
            )
        if "ocp_branch" in self._options.transforms:
            raise ValueError(
                "a configuration cannot hold ocp_branch; choose the steps of the branch with "
                "first_step and last_step, or pass the points: DataLoader(loader.data).to_config()"
            )
        local = [name for name in LOCAL_TRANSFORMS if name in self._options.transforms]
        if local:
            raise ValueError(
                f"a configuration cannot hold the transform {local[0]!r}; leave it out, or pass "
                "the rows themselves: DataLoader(loader.data, loader.steps).to_config()"
            )
        options = self._options.to_dict()
        window = self._options.time_range
        choice: dict[str, Any] = {"time_range": window.to_dict()} if window else {}
        if self._source.measurement_id is not None:
            held: Any = f"db:{self._source.measurement_id}"
        elif filter_data:
            held = _columns(self._rows(), self._steps_of_rows())
            options = {name: v for name, v in options.items() if not name.endswith("_step")}
            transforms = dict(options.pop("transforms", {}))
            transforms.pop("split_cccv", None)  # the rows are split already
            options |= {"transforms": transforms} if transforms else {}
            choice = {}
        else:
            held = _columns(self._series(), self._source.steps())
        return {"data": held, **choice, **({"options": options} if options else {})}

    # --- analysis -------------------------------------------------------------------------

    def dqdv(
        self,
        *,
        voltage_step: float = 0.005,
        smoothing: float | None = None,
        polyorder: int = 3,
    ) -> pl.DataFrame:
        """Return the differential capacity of the chosen charges and discharges.

        `ionworks.transforms.dqdv` has the formula.

        Parameters
        ----------
        voltage_step : float, default 0.005
            Width of an interval in V; more than the noise of the voltage.
        smoothing : float, optional
            Width of a Savitzky-Golay filter in V, such as 0.05; needs the extra ``smooth``.
        polyorder : int, default 3
            Degree of the polynomials of the filter.

        Returns
        -------
        polars.DataFrame
            ``Step count``, ``Cycle count``, ``Direction``, ``Voltage [V]``, ``Capacity [A.h]`` and
            ``dQ/dV [A.h.V-1]``, positive on charge.

        Raises
        ------
        ValueError
            A column is missing, or a width is not above 0.
        """
        from ionworks.transforms import dqdv

        found = dqdv(self.data, voltage_step=voltage_step, smoothing=smoothing, polyorder=polyorder)
        return to_polars(found)

    def dvdq(
        self,
        *,
        capacity_step: float | None = None,
        smoothing: float | None = None,
        polyorder: int = 3,
    ) -> pl.DataFrame:
        """Return the differential voltage of the chosen charges and discharges.

        `ionworks.transforms.dvdq` has the formula.

        Parameters
        ----------
        capacity_step : float, optional
            Width of an interval in A.h; by default 1/200 of the capacity of each step.
        smoothing : float, optional
            Width of a Savitzky-Golay filter as a share of the capacity of the step, such as 0.05;
            needs the extra ``smooth``.
        polyorder : int, default 3
            Degree of the polynomials of the filter.

        Returns
        -------
        polars.DataFrame
            ``Step count``, ``Cycle count``, ``Direction``, ``Capacity [A.h]``, ``Voltage [V]`` and
            ``dV/dQ [V.A-1.h-1]``, positive on charge.

        Raises
        ------
        ValueError
            A column is missing, or a width is not above 0.
        """
        from ionworks.transforms import dvdq

        found = dvdq(
            self.data, capacity_step=capacity_step, smoothing=smoothing, polyorder=polyorder
        )
        return to_polars(found)

    def pulse_resistance(
        self,
        at: float | Sequence[float] = (1.0, 10.0),
        *,
        after_rest: bool = True,
        longest: float | None = None,
    ) -> pl.DataFrame:
        """Return the resistance at stated times after each step of the current.

        `ionworks.transforms.pulse_resistance` has the formula, and says which steps count.

        Parameters
        ----------
        at : float or sequence of float, default (1.0, 10.0)
            Times after the change of the current in s.
        after_rest : bool, default True
            Whether the cell must rest before.
        longest : float, optional
            The longest step that counts, in s; by default any.

        Returns
        -------
        polars.DataFrame
            One row for each step that counts and each time, with ``Resistance [Ohm]``.

        Raises
        ------
        ValueError
            A column is missing, or a time is below 0.
        """
        from ionworks.transforms import pulse_resistance

        return to_polars(pulse_resistance(self.data, at, after_rest=after_rest, longest=longest))

    # --- plots ----------------------------------------------------------------------------

    def plot_data(
        self,
        show: bool = False,
        *,
        ax: AxesLike | None = None,
        title: str | None = None,
        time_unit: TimeUnit | None = None,
    ) -> tuple[Figure, NDArray[np.object_]]:
        """Plot voltage and current over time, and temperature where there is one.

        Other columns in volts, such as those of electrodes or of the cells of a pack, are curves
        beside the voltage, on a scale at the right where they lie far from it. Long series are
        thinned out to what the figure can show; peaks stay. Needs matplotlib, the extra
        ``plot``.

        Parameters
        ----------
        show : bool, default False
            Whether to show the figure at once.
        ax : Axes or array of Axes, optional
            Axes to draw into, from top to bottom: one for the voltage alone, a second for the
            current, a third for the temperature; by default a new figure.
        title : str, optional
            The title; by default the names of cell and measurement, where they are known. An empty
            text is no title.
        time_unit : {"s", "min", "h", "d"}, optional
            Unit of the time axis; by default s up to 6 hours, h up to 20 days, then d.

        Returns
        -------
        fig : matplotlib.figure.Figure
            The figure.
        ax : numpy.ndarray of matplotlib.axes.Axes
            Its axes from top to bottom.
        """
        from ionworks.plots import plot_data

        return plot_data(
            self.data, ax=ax, title=self._titled(title), time_unit=time_unit, show=show
        )

    def plot_cycles(
        self,
        show: bool = False,
        *,
        reference: ReferenceLike = "first",
        partial: bool = False,
        ax: AxesLike | None = None,
        title: str | None = None,
    ) -> tuple[Figure, NDArray[np.object_]]:
        """Plot the capacity, its retention and the coulombic efficiency of the chosen cycles.

        The efficiency is that of the working electrode that the loader was made with. Partial
        cycles are left out, such as that of a cell that starts half charged, or a last one that is
        cut off; `ionworks.plots.plot_cycles` has the rule.

        Parameters
        ----------
        show : bool, default False
            Whether to show the figure at once.
        reference : {"first", "largest", "rated"}, int, Quantity, mapping or str, default "first"
            What the retention refers to: the first whole cycle, the largest, the rated capacity in
            the specification of the cell, a ``Cycle count``, or a capacity such as ``"5 A.h"``.
        partial : bool, default False
            Whether to show partial cycles too.
        ax : array of Axes, optional
            Two axes to draw into; by default a new figure.
        title : str, optional
            The title; by default the names of cell and measurement, where they are known. An empty
            text is no title.

        Returns
        -------
        fig : matplotlib.figure.Figure
            The figure.
        ax : numpy.ndarray of matplotlib.axes.Axes
            Capacity above, efficiency below.

        Raises
        ------
        ValueError
            There are no steps, or they lack their cycle or their capacities; `reference` is
            not one of these.
        """
        from ionworks.plots import plot_cycles

        electrode = self._options.working_electrode
        if reference == "rated":
            reference = {"value": self._source.rated_capacity(), "unit": "A.h"}
        return plot_cycles(
            self._steps_to_plot(),
            working_electrode=electrode,
            reference=reference,
            partial=partial,
            ax=ax,
            title=self._titled(title),
            show=show,
        )

    def plot_steps(
        self,
        step_type: str | None = None,
        show: bool = False,
        *,
        voltage: str = VOLTAGE,
        ax: AxesLike | None = None,
        title: str | None = None,
        time_unit: TimeUnit | None = None,
    ) -> tuple[Figure, NDArray[np.object_]]:
        """Plot the chosen steps over each other, coloured by cycle, a row for each type.

        Parameters
        ----------
        step_type : str, optional
            Show this type alone, such as ``"Constant current discharge"``.
        show : bool, default False
            Whether to show the figure at once.
        ax : array of Axes, optional
            Axes to draw into, two for each type of step; by default a new figure.
        title : str, optional
            The title; by default the names of cell and measurement, where they are known. An empty
            text is no title.
        time_unit : {"s", "min", "h", "d"}, optional
            Unit of the time axis; by default s up to 6 hours, h up to 20 days, then d.
        voltage : str, default "Voltage [V]"
            The voltage to show, such as ``Anode potential [V]``.

        Returns
        -------
        fig : matplotlib.figure.Figure
            The figure.
        ax : numpy.ndarray of matplotlib.axes.Axes
            A row for each type of step, voltage on the left and current on the right, over
            the time in the step.

        Raises
        ------
        ValueError
            There are no steps, or none of this type.
        """
        from ionworks.plots import plot_steps

        return plot_steps(
            self._rows(),
            self._steps_to_plot(),
            step_type=step_type,
            voltage=voltage,
            ax=ax,
            title=self._titled(title),
            time_unit=time_unit,
            show=show,
        )

    def plot_nyquist(
        self, show: bool = False, *, ax: AxesLike | None = None, title: str | None = None
    ) -> tuple[Figure, NDArray[np.object_]]:
        """Plot the impedance spectra of the chosen rows in the complex plane.

        The real part is drawn against minus the imaginary one, on axes of the same scale.

        Parameters
        ----------
        show : bool, default False
            Whether to show the figure at once.
        ax : Axes, optional
            Axes to draw into; by default a new figure.
        title : str, optional
            The title; by default the names of cell and measurement, where they are known. An empty
            text is no title.

        Returns
        -------
        fig : matplotlib.figure.Figure
            The figure.
        ax : numpy.ndarray of matplotlib.axes.Axes
            The one pair of axes, with a line for each sweep.

        Raises
        ------
        polars.exceptions.ColumnNotFoundError
            The frequency or the impedance is missing.
        ValueError
            No row has both.
        """
        from ionworks.plots import plot_nyquist

        return plot_nyquist(self.data, ax=ax, title=self._titled(title), show=show)

    def plot_bode(
        self, show: bool = False, *, ax: AxesLike | None = None, title: str | None = None
    ) -> tuple[Figure, NDArray[np.object_]]:
        """Plot the impedance spectra of the chosen rows over the frequency.

        Parameters
        ----------
        show : bool, default False
            Whether to show the figure at once.
        ax : array of Axes, optional
            Two axes to draw into; by default a new figure.
        title : str, optional
            The title; by default the names of cell and measurement, where they are known. An empty
            text is no title.

        Returns
        -------
        fig : matplotlib.figure.Figure
            The figure.
        ax : numpy.ndarray of matplotlib.axes.Axes
            Magnitude in Ohm above, phase in degrees below, with a line for each sweep.

        Raises
        ------
        polars.exceptions.ColumnNotFoundError
            The frequency or the impedance is missing.
        ValueError
            No row has both.
        """
        from ionworks.plots import plot_bode

        return plot_bode(self.data, ax=ax, title=self._titled(title), show=show)

    def plot_open_circuit(
        self,
        x: str | None = None,
        show: bool = False,
        *,
        ax: AxesLike | None = None,
        title: str | None = None,
    ) -> tuple[Figure, NDArray[np.object_]]:
        """Plot the voltage of an open-circuit table over capacity, stoichiometry or SOC.

        Parameters
        ----------
        x : str, optional
            The column to plot over; by default the first there is of ``Capacity [A.h]``,
            ``Stoichiometry`` and ``SOC``.
        show : bool, default False
            Whether to show the figure at once.
        ax : Axes, optional
            Axes to draw into; by default a new figure.
        title : str, optional
            The title; by default the names of cell and measurement, where they are known. An empty
            text is no title.

        Returns
        -------
        fig : matplotlib.figure.Figure
            The figure.
        ax : numpy.ndarray of matplotlib.axes.Axes
            The one pair of axes, with a line for each step.

        Raises
        ------
        polars.exceptions.ColumnNotFoundError
            There is nothing to plot the voltage over.
        """
        from ionworks.plots import plot_open_circuit

        return plot_open_circuit(self.data, x=x, ax=ax, title=self._titled(title), show=show)

    def plot_dqdv(
        self,
        show: bool = False,
        *,
        voltage_step: float = 0.005,
        smoothing: float | None = None,
        polyorder: int = 3,
        ax: AxesLike | None = None,
        title: str | None = None,
    ) -> tuple[Figure, NDArray[np.object_]]:
        """Plot the differential capacity over the voltage, coloured by cycle.

        Parameters
        ----------
        voltage_step : float, default 0.005
            Width of an interval in V; more than the noise of the voltage.
        smoothing : float, optional
            Width of a Savitzky-Golay filter in V, such as 0.05; needs the extra ``smooth``.
        polyorder : int, default 3
            Degree of the polynomials of the filter.
        show : bool, default False
            Whether to show the figure at once.
        ax : Axes, optional
            Axes to draw into; by default a new figure.
        title : str, optional
            The title; by default the names of cell and measurement, where they are known. An empty
            text is no title.

        Returns
        -------
        fig : matplotlib.figure.Figure
            The figure.
        ax : numpy.ndarray of matplotlib.axes.Axes
            The one pair of axes, with a line for each step.

        Raises
        ------
        ValueError
            A column is missing, or there is no curve.
        """
        from ionworks.plots import plot_dqdv

        curves = self.dqdv(voltage_step=voltage_step, smoothing=smoothing, polyorder=polyorder)
        return plot_dqdv(curves, ax=ax, title=self._titled(title), show=show)

    def plot_dvdq(
        self,
        show: bool = False,
        *,
        capacity_step: float | None = None,
        smoothing: float | None = None,
        polyorder: int = 3,
        ax: AxesLike | None = None,
        title: str | None = None,
    ) -> tuple[Figure, NDArray[np.object_]]:
        """Plot the differential voltage over the capacity, coloured by cycle.

        Parameters
        ----------
        capacity_step : float, optional
            Width of an interval in A.h; by default 1/200 of the capacity of each step.
        smoothing : float, optional
            Width of a Savitzky-Golay filter as a share of the capacity of the step, such as 0.05;
            needs the extra ``smooth``.
        polyorder : int, default 3
            Degree of the polynomials of the filter.
        show : bool, default False
            Whether to show the figure at once.
        ax : Axes, optional
            Axes to draw into; by default a new figure.
        title : str, optional
            The title; by default the names of cell and measurement, where they are known. An empty
            text is no title.

        Returns
        -------
        fig : matplotlib.figure.Figure
            The figure.
        ax : numpy.ndarray of matplotlib.axes.Axes
            The one pair of axes, with a line for each step.

        Raises
        ------
        ValueError
            A column is missing, or there is no curve.
        """
        from ionworks.plots import plot_dvdq

        curves = self.dvdq(capacity_step=capacity_step, smoothing=smoothing, polyorder=polyorder)
        return plot_dvdq(curves, ax=ax, title=self._titled(title), show=show)

    def __repr__(self) -> str:
        measurement_id = self._source.measurement_id
        own = self._source.file or "frames"
        parts = [own if measurement_id is None else f"db:{measurement_id}"]
        parts += [f"{name}={value!r}" for name, value in self._options.to_dict().items()]
        if self._options.time_range is not None:
            parts.append(f"time_range={self._options.time_range.to_dict()}")
        if self._options.working_electrode is not None:
            parts.append(f"working_electrode={self._options.working_electrode!r}")
        return f"{type(self).__name__}({', '.join(parts)})"

    def _repr_html_(self) -> str:
        """Show what is asked for, and what is loaded already; nothing is fetched for it."""
        from ionworks.notebook import loader_html

        shown: dict[str, Any] = {
            "measurement_id": self._source.measurement_id,
            **self._options.to_dict(),
            "time_range": self._options.time_range and self._options.time_range.to_dict(),
            "working_electrode": self._options.working_electrode,
        }
        tables: dict[str, Any] = {}
        if self._source.complete:
            try:
                tables = {"time_series": self.data, "steps": self.steps}
            except ValueError as problem:  # a transform that does not fit the rows
                shown["data"] = f"cannot be made: {problem}"
        else:
            shown["data"] = "not loaded yet"
        names = " · ".join(self._source.known_names or (self._source.file or "",))
        return loader_html(f"{type(self).__name__} {names}".strip(), shown, tables)

    # --- how it is settled ----------------------------------------------------------------

    def _select(self) -> ChosenSteps:
        """Settle what is chosen. The series is loaded only if the choice depends on it."""
        check_polars()
        with self._source.lock:
            if self._selection is None:
                self._selection = self._settle()
            return self._selection

    def _settle(self) -> ChosenSteps:
        table, asked = self._source.steps(), self._options
        if table is None:
            if asked.first_step is not None or asked.last_step is not None:
                raise ValueError("first_step and last_step need steps, and this data has none")
            chosen = ChosenSteps(None, 0, name_voltage(self._series()).height)
        else:
            chosen = choose(table, asked)
            # Rows count from the first that is loaded, or will be.
            ahead = 0 if chosen.whole else chosen.start
            chosen = chosen.shifted(self._source.offset if self._source.loaded else ahead)
        if asked.time_range is not None:
            chosen = narrow(self._series(), chosen, asked.time_range)
        return chosen

    def _series(self) -> pl.DataFrame:
        return self._source.series(_window(self._source.steps(), self._options))

    def _splits(self) -> bool:
        return bool(self._options.transforms.get("split_cccv"))

    def _rows(self) -> pl.DataFrame:
        """Return the chosen rows, split by `split_cccv` if that is asked for, not transformed."""
        if self._splits():
            return self._split_rows()[0]
        chosen, series = self._select(), self._series()
        rows = series.slice(chosen.start, chosen.end - chosen.start)
        return name_voltage(rows) if chosen.steps is None else rows

    def _steps_of_rows(self) -> pl.DataFrame | None:
        """Return the chosen steps, counted from the first chosen row."""
        if self._splits():
            return self._split_rows()[1]
        chosen = self._select()
        return None if chosen.steps is None else shift(chosen.steps, chosen.start)

    def _split_rows(self) -> tuple[pl.DataFrame, pl.DataFrame | None]:
        """Return the chosen rows and steps after `split_cccv`, which is done once."""
        with self._source.lock:
            if self._split is None:
                chosen, series = self._select(), self._series()
                rows = series.slice(chosen.start, chosen.end - chosen.start)
                steps = None if chosen.steps is None else shift(chosen.steps, chosen.start)
                self._split = split_cccv(rows, steps)
            return self._split

    def _titled(self, title: str | None) -> str | None:
        return self.title if title is None else title

    def _steps_to_plot(self) -> pl.DataFrame:
        steps = self._steps_of_rows()
        if steps is None or steps.is_empty():
            raise ValueError("this data has no steps to plot")
        return steps


def _window(table: pl.DataFrame | None, options: LoaderOptions) -> tuple[int, int] | None:
    """Find the rows of a measurement to load; None for all."""
    if table is None:
        return None
    chosen = choose(table, options)
    return None if chosen.whole else (chosen.start, chosen.end)


def _columns(series: pl.DataFrame, steps: pl.DataFrame | None) -> dict[str, Any]:
    columns = series.to_dict(as_series=False)
    if steps is None:
        return columns
    return {"time_series": columns, "steps": steps.to_dict(as_series=False)}
