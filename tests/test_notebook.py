"""What a notebook shows: tables with units, links, a curve; data is never markup."""

from __future__ import annotations

from html.parser import HTMLParser

import polars as pl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ionworks import DataLoader, Ionworks, IonworksError, PaginatedList
from ionworks.notebook import curve_html
from ionworks.records import CellMeasurement, CellSpecification, MeasurementDetail, StepsAndCycles
from ionworks.resources._many import ReadMany
from ionworks.urls import RecordUrls

EVIL = "<script>alert('x')</script>\" onload=\"x"
GONE = "http://127.0.0.1:9"
LINKS = RecordUrls("https://api.ionworks.com", "p1")


class Tags(HTMLParser):
    """The tags of a document; refuses one that is not closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag != "br":
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def spec(**fields: object) -> CellSpecification:
    read = CellSpecification.from_dict({"id": "s/1", "name": "LG M50", **fields})
    return CellSpecification.from_model(read, LINKS)


def test_a_record_is_a_table_with_units_and_a_link() -> None:
    html = spec(ratings={"capacity": {"value": 5.0, "unit": "A.h"}}, project_id="p2")._repr_html_()
    tags = Tags(html)
    assert "capacity: 5.0 A.h" in html
    links = [attributes["href"] for tag, attributes in tags.seen if tag == "a"]
    assert links == ["https://app.ionworks.com/dashboard/projects/p2/data/specs/s%2F1/instances"]


def test_data_is_never_markup() -> None:
    record = spec(name=EVIL, notes=EVIL, ratings={EVIL: {"value": 1, "unit": EVIL}})
    page = PaginatedList([record], total=1)
    for html in (record._repr_html_(), page._repr_html_()):
        tags = Tags(html)
        assert {tag for tag, _ in tags.seen} <= {
            "div",
            "strong",
            "em",
            "a",
            "table",
            "tr",
            "th",
            "td",
            "br",
        }
        assert not [attributes for _, attributes in tags.seen if "onload" in attributes]


def test_a_page_is_a_table_of_its_records() -> None:
    records = [
        CellMeasurement(id=str(n), name=f"RPT {n}", cell_instance_id="c", processing_status="ready")
        for n in range(3)
    ]
    html = PaginatedList(records, total=7)._repr_html_()
    Tags(html)
    assert "3 of 7" in html
    assert html.count("<tr>") == 4
    Tags(PaginatedList([], total=0)._repr_html_())


def test_a_detail_shows_a_curve_and_one_line_says_little() -> None:
    series = pl.DataFrame({"Time [s]": [0.0, 1.0, 2.0], "Voltage [V]": [4.0, 3.5, 3.9]})
    detail = MeasurementDetail(
        measurement=CellMeasurement(id="m", name="RPT 0", cell_instance_id="c"),
        specification_id="s",
        instance_id="c",
        time_series=series,
        steps=series,
        cycles=series,
    )
    tags = Tags(detail._repr_html_())
    assert "svg" in [tag for tag, _ in tags.seen]
    assert "\n" not in repr(detail)
    assert len(repr(detail)) < 300
    both = StepsAndCycles(steps=series, cycles=series)
    assert repr(both) == "StepsAndCycles(steps=<3 rows>, cycles=<3 rows>)"
    assert both._repr_html_().count("<table") == 2


def test_a_component_is_a_table_in_the_table() -> None:
    material = {
        "id": "m1",
        "name": EVIL,
        "definition": {"formula": "C6", "solvents": ["EC", "EMC"]},
    }
    anode = {
        "id": "a1",
        "component_type": "anode",
        "organization_id": "o1",
        "properties": {"loading": {"value": 10, "unit": "mg.cm-2"}},
        "material": material,
    }
    html = spec(anode=anode)._repr_html_()
    tags = Tags(html)
    assert [tag for tag, _ in tags.seen].count("table") == 3  # the record, its anode, the material
    for shown in ("loading: 10 mg.cm-2", "formula: C6", "solvents: EC, EMC"):
        assert shown in html
    assert "o1" not in html  # what says nothing to a reader
    assert "<script>" not in html


def test_a_loader_shows_what_it_has_and_fetches_nothing() -> None:
    asked = DataLoader.from_db("m-1", {"first_step": 2}, client=Ionworks(api_key="k", api_url=GONE))
    html = asked._repr_html_()
    Tags(html)
    for shown in ("m-1", "first_step", "not loaded yet"):
        assert shown in html
    series = {"Time [s]": [0.0, 1.0], "Voltage [V]": [4.0, 3.5], "Current [A]": [1.0, 1.0]}
    html = DataLoader(series, transforms={"c_rate": 2.0})._repr_html_()
    assert "svg" in [tag for tag, _ in Tags(html).seen]
    assert "time_series: 2 rows × 4 columns" in html
    odd = DataLoader(series, transforms={"sort": True})._repr_html_()
    Tags(odd)
    assert "cannot be made: sort needs one column" in odd


def test_a_bulk_read_shows_its_first_rows_and_its_errors() -> None:
    frame = pl.DataFrame({EVIL: range(100), "Voltage [V]": [1 / 3] * 100})
    html = ReadMany(frame, {"m-9": IonworksError(EVIL)})._repr_html_()
    Tags(html)
    assert "100 rows × 2 columns" in html
    assert "0.333333" in html
    assert "and 92 more rows" in html
    assert "1 of the measurements could not be read" in html
    assert "m-9" in html
    assert "<script>" not in html
    Tags(ReadMany(pl.DataFrame())._repr_html_())


@given(
    st.lists(st.none() | st.floats(allow_nan=True), max_size=50),
    st.integers(1, 40),
)
@example([0.0, 5e-324], 1)
def test_a_curve_can_be_drawn_of_anything(values: list[float | None], repeat: int) -> None:
    values = values * repeat
    table = pl.DataFrame(
        {"Time [s]": range(len(values)), "Voltage [V]": values},
        schema={"Time [s]": pl.Float64, "Voltage [V]": pl.Float64},
    )
    html = curve_html(table, "Time [s]", "Voltage [V]")
    Tags(html)
    assert "nan" not in html.lower()
    assert len(html) < 20_000


def test_peaks_survive_thinning() -> None:
    values = [3.0] * 100_000
    values[54_321] = 4.0
    table = pl.DataFrame({"Time [s]": range(len(values)), "Voltage [V]": values})
    html = curve_html(table, "Time [s]", "Voltage [V]")
    assert ",0.0 " in html  # the top of the drawing is reached
    assert "from 3 to 4" in html


@pytest.mark.parametrize("column", ["Time [s]", "Voltage [V]"])
def test_without_a_column_there_is_no_curve(column: str) -> None:
    assert curve_html(pl.DataFrame({column: [1.0, 2.0]}), "Time [s]", "Voltage [V]") == ""
