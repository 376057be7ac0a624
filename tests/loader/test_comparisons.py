"""Several cells in one picture, axes of the user, titles and the unit of time."""

import polars as pl
import pytest
from support.proxy import Answer, proxied

from ionworks import DataLoader, Ionworks
from ionworks.plots import plot_fade, plot_many

pyplot = pytest.importorskip("matplotlib.pyplot")


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    pyplot.close("all")


def series(hours=1.0, **columns):
    time = [0.0, 1800.0 * hours, 3600.0 * hours]
    data = {"Time [s]": time, "Voltage [V]": [4.0, 3.8, 3.5], "Current [A]": [1.0, 1.0, 1.0]}
    return pl.DataFrame({**data, "Step count": [0, 0, 0], **columns})


def texts(legend):
    return [text.get_text() for text in legend.get_texts()]


@pytest.mark.parametrize(
    ("hours", "asked", "unit", "end"),
    [
        (6, None, "s", 21_600),
        (7, None, "h", 7),
        (480, None, "h", 480),
        (481, None, "d", 481 / 24),
        (7, "s", "s", 25_200),
        (1, "min", "min", 60),
    ],
)
def test_time_is_in_a_unit_that_can_be_read(hours, asked, unit, end):
    loader = DataLoader(series(hours))
    _, ax = loader.plot_data(time_unit=asked)
    assert ax[1].get_xlabel() == f"Time [{unit}]"
    assert ax[0].lines[0].get_xdata()[-1] == pytest.approx(end)
    _, ax = plot_many({"A": loader}, time_unit=asked)
    assert ax[1].get_xlabel() == f"Time [{unit}]"
    with pytest.raises(ValueError, match=r"'weeks'; give one of 's', 'min', 'h', 'd'"):
        loader.plot_data(time_unit="weeks")


def test_plots_draw_into_the_axes_of_the_user():
    fig, both = pyplot.subplots(2, 2)
    loader = DataLoader(series())
    got, ax = loader.plot_data(ax=both[:, 0], title="Mine")
    assert got is fig
    assert list(ax) == list(both[:, 0])
    assert both[0, 0].get_title() == "Mine"
    _, ax = loader.plot_data(ax=both[0, 1])  # the voltage alone
    assert list(ax) == [both[0, 1]]
    assert both[0, 1].get_xlabel() == "Time [s]"
    plot_many({"A": loader, "B": loader}, y="Current [A]", ax=both[1, 1])
    assert texts(both[1, 1].get_legend()) == ["A", "B"]
    assert [len(axes.lines) for axes in both.ravel()] == [1, 1, 1, 2]
    with pytest.raises(ValueError, match="the plot has 2 panels, one below the other; ax holds 4"):
        plot_many({"A": loader}, ax=both)
    with pytest.raises(TypeError, match="ax holds a Figure"):
        loader.plot_data(ax=fig)


def test_a_legend_names_twenty_cells_outside_of_the_axes():
    cells = {f"LG-M50-batch-{n % 3}-cell-{n:02d}": series() for n in range(20)}
    fig, ax = plot_many(cells, title="All")
    fig.draw_without_rendering()  # a warning, such as of no room, is an error
    (legend,) = fig.legends
    assert texts(legend) == list(cells)
    box = legend.get_window_extent()
    assert not any(box.overlaps(axes.get_tightbbox()) for axes in ax)
    assert fig.bbox.y0 <= box.y0
    assert box.x1 <= fig.bbox.x1
    rows = [text.get_window_extent() for text in legend.get_texts()]
    assert not any(rows[n].overlaps(rows[n + 1]) for n in range(19))
    colors = {line.get_color() for line in ax[0].lines}
    assert len(colors) == 20
    # Each line has the colour that the legend gives to its name.
    shown = [handle.get_color() for handle in legend.legend_handles]
    assert shown == [line.get_color() for line in ax[0].lines]


@pytest.mark.parametrize("count", [1, 20, 21, 56])
def test_a_title_is_over_the_axes_and_a_legend_names_what_can_be_told_apart(count):
    cells = {f"LG-M50-batch-{n % 3}-cell-{n:02d}": series() for n in range(count)}
    fig, ax = plot_many(cells, title="All")
    fig.draw_without_rendering()
    (title,) = [text for text in fig.texts if text.get_text() == "All"]
    box, panel = title.get_window_extent(), ax[0].get_window_extent()
    assert (box.x0 + box.x1) / 2 == pytest.approx((panel.x0 + panel.x1) / 2, abs=1)
    assert panel.y1 < box.y0
    assert box.y1 <= fig.bbox.y1
    assert len(fig.legends) == (count == 20)
    told = "" if count <= 20 else f"{count} series; a legend names up to 20"
    assert ax[0].get_title(loc="right") == told
    if count != 20:
        assert panel.width > 0.8 * fig.bbox.width


@pytest.mark.parametrize(("letters", "panels"), [(1, 1), (60, 1), (32, 2)])
def test_a_figure_is_as_large_as_its_legend_needs(letters, panels):
    """The axes are as wide as without one."""
    wanted = ["Voltage [V]", "Current [A]"][:panels]
    names = [f"{n:0{letters}d}" for n in range(2 if letters == 1 else 20)]
    alone, (first, *_) = plot_many({"A": series()}, y=wanted)
    fig, (axes, *_) = plot_many(dict.fromkeys(names, series()), y=wanted)
    for one in (alone, fig):
        one.draw_without_rendering()
        assert one.get_figheight() >= 2 * panels + 1
    assert 1.5 < alone.get_figwidth() / alone.get_figheight() < 2.0 or panels == 2
    (legend,) = fig.legends
    box = legend.get_window_extent()
    assert fig.bbox.y0 <= box.y0
    assert (
        alone.get_figheight()
        <= fig.get_figheight()
        < max(alone.get_figheight() + 0.01, box.height / fig.dpi + 1.0)
    )
    gained = (axes.get_window_extent().width - first.get_window_extent().width) / fig.dpi
    assert abs(gained) < 0.2


@pytest.mark.parametrize(
    ("letters", "shown"), [(32, "0" * 31 + "1"), (33, "0" * 15 + "…" + "0" * 14 + "1")]
)
def test_a_name_of_up_to_32_letters_is_written_out(letters, shown):
    names = ["A", f"{1:0{letters}d}"]
    fig, _ = plot_many(dict.fromkeys(names, series()))
    assert texts(fig.legends[0]) == ["A", shown]
    assert len(shown) <= 32


def test_tables_without_a_title_are_numbered():
    fig, ax = plot_many([series(), DataLoader(series()), series()])
    assert texts(fig.legends[0]) == ["1", "2", "3"]
    assert {line.get_linestyle() for line in ax[0].lines} == {"-"}
    tables = [series(hours) for hours in (1.0, 8.0)]
    blank = series().with_columns(pl.lit(None, pl.Float64).alias("Time [s]"))
    _, ax = plot_many([blank, *tables])
    assert ax[-1].get_xlabel() == "Time [h]"  # of the longest


def test_cells_are_compared_in_any_columns():
    aged = series(SOC=[1.0, 0.5, 0.0])
    fig, ax = plot_many([aged, aged], x="SOC", y="Voltage [V]", names=["fresh", "aged"])
    assert (ax[0].get_xlabel(), ax[0].get_ylabel()) == ("SOC", "Voltage [V]")
    assert texts(fig.legends[0]) == ["fresh", "aged"]
    tall = pl.concat(
        aged.select(
            pl.lit(cell).alias("Measurement id"),
            pl.lit("RPT").alias("Measurement"),
            pl.lit(cell).alias("Cell instance"),
            pl.all(),
        )
        for cell in ("A", "B")
    )
    fig, ax = plot_many(tall)
    assert texts(fig.legends[0]) == ["A", "B"]
    for wrong, match in (
        (3, "is a int"),
        (aged.to_dict(as_series=False), "one table"),
    ):
        with pytest.raises(TypeError, match=match):
            plot_many(wrong)
    with pytest.raises(ValueError, match="nothing to plot"):
        plot_many([])
    with pytest.raises(ValueError, match="1 names for 2"):
        plot_many([aged, aged], names=["one"])
    with pytest.raises(pl.exceptions.ColumnNotFoundError, match="SOC"):
        plot_many({"A": series()}, x="SOC")


def test_fade_has_a_line_for_each_measurement():
    table = pl.DataFrame(
        {
            "Measurement id": ["1", "1", "1", "2", "2"],
            "Measurement": ["Ageing"] * 5,
            "Cell instance": ["A", "A", "A", "B", "B"],
            "Cycle count": [0, 1, 2, 0, 1],
            "Capacity retention": [1.0, None, 0.9, 1.0, 0.8],
        }
    )
    fig, ax = plot_fade(table)
    assert [line.get_xydata().tolist() for line in ax[0].lines] == [
        [[0, 100], [2, 90]],
        [[0, 100], [1, 80]],
    ]
    assert (ax[0].get_xlabel(), ax[0].get_ylabel()) == ("Cycle count", "Capacity retention [%]")
    assert texts(fig.legends[0]) == ["A", "B"]


def test_the_title_names_cell_and_measurement(do):
    def load(client):
        spec = client.cell_spec
        if isinstance(client, Ionworks):
            made = client.cell_instance.create(spec.create({"name": "LG M50"}).id, {"name": "A-1"})
            data = {"measurement": {"name": "Pulse"}, "time_series": series()}
            stored = client.cell_measurement.create(made.id, data)
            loader = DataLoader.from_db(stored.id, client=client)
            return loader, loader.plot_data()[0]  # the title is asked for here

        async def awaited():
            made = await client.cell_instance.create(
                (await spec.create({"name": "LG M50"})).id, {"name": "A-1"}
            )
            data = {"measurement": {"name": "Pulse"}, "time_series": series()}
            stored = await client.cell_measurement.create(made.id, data)
            loader = await DataLoader.afrom_db(stored.id, client=client)
            return loader, loader.plot_data()[0]

        return awaited()

    loader, fig = do(load)
    assert loader.title == "A-1 · Pulse"
    assert fig.get_suptitle() == "A-1 · Pulse"
    # The client is closed: the title is known, and so are the rows.
    assert loader.plot_data(title="Mine")[0].get_suptitle() == "Mine"
    assert loader.plot_data(title="")[0].get_suptitle() == ""
    assert loader.copy().title == "A-1 · Pulse"
    fig, _ = plot_many([loader, loader.slice_to_steps(0, 0)])
    assert texts(fig.legends[0]) == ["A-1 · Pulse"] * 2


def test_a_picture_needs_no_title(client):
    loader = DataLoader.from_db("00000000-0000-0000-0000-000000000000", client=client)
    assert loader.title is None
    assert DataLoader(series()).title is None


def test_a_title_is_asked_for_once(client, connection, platform):
    cell = client.cell_instance.create(
        client.cell_spec.create({"name": "LG M50"}).id, {"name": "A"}
    )
    data = {"measurement": {"name": "Pulse"}, "time_series": series()}
    stored = client.cell_measurement.create(cell.id, data)
    with proxied(platform.url, platform.storage_url) as (proxy, _):
        busy = Answer(503, {}, b"")
        of_record = f"/cell_measurements/{stored.id}"
        proxy.break_(
            lambda exchange: exchange.send(busy), lambda _, path: path == of_record, times=99
        )
        with Ionworks(**{**connection, "api_url": proxy.url}) as through:
            loader = DataLoader.from_db(stored.id, client=through)
            fig, _ = loader.plot_data()
            loader.plot_data()
        assert fig.get_suptitle() == ""
        assert proxy.seen.count(f"GET {of_record}") == 1
    with Ionworks(**connection) as closed:
        loader = DataLoader.from_db(stored.id, client=closed)
        assert loader.data.height == 3
    assert loader.plot_data()[0].get_suptitle() == ""  # what is loaded needs no client
