"""How records and tables look in a notebook: HTML that needs nothing from outside.

Everything that comes from the platform is data: it is escaped, and never markup.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import datetime
from html import escape
from itertools import islice
from typing import TYPE_CHECKING, Any

from ionworks.tables.columns import TIME, VOLTAGE, Z_IM, Z_RE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ionworks.tables import AnyFrame

_LONGEST_TEXT = 120
_MOST_VALUES = 50
_DEEPEST = 8
_SHOWN_ROWS = 8
# Of a nested record these say nothing to a reader.
_BOOKKEEPING = frozenset(
    {"id", "organization_id", "project_id", "material_id", "created_at", "updated_at"}
)
_CURVE_POINTS = 800
_CURVE_WIDTH, _CURVE_HEIGHT = 480, 90
_SPECTRUM_HEIGHT = 180.0


def record_html(title: str, fields: Mapping[str, Any], link: str | None) -> str:
    """Lay a record out as a table of its fields; what is absent is left out."""
    rows = "".join(
        f"<tr><th style='text-align:left'>{_text(_short(name))}</th>"
        f"<td style='text-align:left'>{_value(value)}</td></tr>"
        for name, value in fields.items()
        if value not in (None, {}, [])
    )
    return f"<div><strong>{_linked(title, link)}</strong><table>{rows}</table></div>"


def page_html(items: Sequence[Any], total: int) -> str:
    """Lay a page of records out as a table, one row a record."""
    said = _text(f"{len(items)} of {total}")
    if not items or not hasattr(items[0], "summary"):
        return f"<div><em>{said}</em><pre>{_text(repr(list(items)))}</pre></div>"
    names = list(dict.fromkeys(name for item in items for name in item.summary()))
    head = "".join(f"<th style='text-align:left'>{_text(name)}</th>" for name in names)
    body = "".join(f"<tr>{_cells(item, names)}</tr>" for item in items)
    return f"<div><em>{said}</em><table><tr>{head}</tr>{body}</table></div>"


def detail_html(measurement: Any, tables: Mapping[str, Any]) -> str:
    """Show a record, curves of its series, and how large its tables are."""
    parts = [measurement._repr_html_()]
    series = tables.get("time_series")
    if series is not None:
        parts += _curves(series)
    return f"<div>{''.join(parts)}{_sizes(tables)}</div>"


def _sizes(tables: Mapping[str, Any]) -> str:
    """Say how large tables and files are."""
    sizes = [
        f"{_text(name)}: {len(table):,} rows × {len(table.columns)} columns"
        for name, table in tables.items()
        if table is not None and name != "files"
    ]
    sizes += [
        f"{_text(name)}: {len(content):,} bytes"
        for name, content in (tables.get("files") or {}).items()
    ]
    return f"<div><em>{'<br>'.join(sizes)}</em></div>" if sizes else ""


def read_many_html(frame: AnyFrame, errors: Mapping[str, Exception]) -> str:
    """Show the size and the first rows of what was read, and what could not be read."""
    parts = [frame_html(frame)]
    if errors:
        listed = "".join(
            f"<tr>{_left_aligned('th', name)}{_left_aligned('td', problem)}</tr>"
            for name, problem in islice(errors.items(), _MOST_VALUES)
        )
        said = f"{len(errors):,} of the measurements could not be read"
        more = "".join(f"<div>{text}</div>" for text in _further(list(errors)))
        parts.append(f"<div><strong>{said}</strong><table>{listed}</table>{more}</div>")
    return f"<div>{''.join(parts)}</div>"


def loader_html(title: str, options: Mapping[str, Any], tables: Mapping[str, Any]) -> str:
    """Show what a loader was asked for, and of what it has loaded the sizes and a curve."""
    parts = [record_html(title, options, None)]
    series = tables.get("time_series")
    if series is not None:
        parts += _curves(series)
    return f"<div>{''.join(parts)}{_sizes(tables)}</div>"


def frame_html(frame: AnyFrame) -> str:
    """Show the size and the first rows of a table."""
    from ionworks.tables import to_polars

    table = to_polars(frame)
    size = f"{table.height:,} rows × {table.width} columns"
    names = table.columns[:_MOST_VALUES]
    head = "".join(_left_aligned("th", name) for name in names)
    body = "".join(
        f"<tr>{''.join(_left_aligned('td', _number(value)) for value in row)}</tr>"
        for row in table.select(names).head(_SHOWN_ROWS).iter_rows()
    )
    rest = table.height - _SHOWN_ROWS
    more = f"<div>… and {rest:,} more rows</div>" if rest > 0 else ""
    return f"<div><em>{_text(size)}</em><table><tr>{head}</tr>{body}</table>{more}</div>"


def _left_aligned(tag: str, value: object) -> str:
    return f"<{tag} style='text-align:left'>{_text(_short(value))}</{tag}>"


def _number(value: object) -> object:
    if value is None:
        return ""
    return f"{value:.6g}" if isinstance(value, float) else value


def _curves(series: Any) -> list[str]:
    """Draw the voltage over time, or over the axis of an open-circuit table, and a spectrum."""
    import polars as pl

    from ionworks.tables import to_polars
    from ionworks.tables.columns import OPEN_CIRCUIT_AXES

    table = to_polars(series)
    x = next((name for name in (TIME, *OPEN_CIRCUIT_AXES) if name in table.columns), TIME)
    curves = [curve_html(table, x, VOLTAGE)]
    if all(name in table.columns and table.schema[name].is_numeric() for name in (Z_RE, Z_IM)):
        spectrum = table.select(Z_RE, (-pl.col(Z_IM).cast(pl.Float64)).alias(f"-{Z_IM}"))
        curves.append(curve_html(spectrum, Z_RE, f"-{Z_IM}", same_scale=True))
    return curves


def curve_html(table: Any, x: str, y: str, *, same_scale: bool = False) -> str:
    """Draw one column over another as a small SVG, so thinned that no peak is lost.

    With `same_scale` a unit is as long on both axes, and the points stand by themselves, since a
    table may hold many spectra.
    """
    import polars as pl

    from ionworks.tables import to_polars

    if x not in table.columns or y not in table.columns:
        return ""
    points = to_polars(table).select(pl.col(x, y).cast(pl.Float64)).drop_nulls()
    points = points.filter(pl.all_horizontal(pl.all().is_finite()))
    if points.height < 2:
        return ""
    per_bucket = -(-points.height // (_CURVE_POINTS // 2))  # rounded up
    thinned = (
        points.with_row_index("row")
        .group_by(pl.col("row") // per_bucket, maintain_order=True)
        .agg(
            pl.col(x).first(),
            pl.col(y).min().alias("least"),
            pl.col(y).max().alias("largest"),
        )
    )
    low, high = points[y].min(), points[y].max()
    start, end = points[x].min(), points[x].max()
    assert isinstance(low, float)
    assert isinstance(high, float)
    assert isinstance(start, float)
    assert isinstance(end, float)
    if not (math.isfinite(high - low) and math.isfinite(end - start)):
        return ""  # farther apart than a number can say
    # Shares of the spans first: the width over a span that is next to nothing is infinite.
    across, down = (end - start) or 1.0, (high - low) or 1.0
    width, height = float(_CURVE_WIDTH), float(_CURVE_HEIGHT)
    slope = down / across
    if same_scale and 0 < slope < math.inf:
        height = _SPECTRUM_HEIGHT
        width, height = min(width, height / slope), min(height, width * slope)
    places = [
        f"{(at - start) / across * width:.1f},{height - (value - low) / down * height:.1f}"
        for at, least, largest in thinned.select(x, "least", "largest").iter_rows()
        for value in ((least,) if least == largest else (least, largest))
    ]
    line = f"<polyline fill='none' stroke='#1f77b4' stroke-width='1' points='{' '.join(places)}'/>"
    if same_scale:
        dots = "".join(f"M{place}h0" for place in places)
        line = f"<path stroke='#1f77b4' stroke-width='3' stroke-linecap='round' d='{dots}'/>"
    return (
        f"<div><svg width='{width:.0f}' height='{height + 2:.0f}' "
        f"viewBox='0 -1 {width:.0f} {height + 2:.0f}' role='img'>"
        f"<title>{escape(y)} over {escape(x)}</title>"
        f"{line}</svg>"
        f"<div><small>{escape(y)} from {low:g} to {high:g}, {escape(x)} from {start:g} to "
        f"{end:g}</small></div></div>"
    )


def _cells(item: Any, names: Iterable[str]) -> str:
    summary = dict(item.summary())
    shown = {name: _value(summary.get(name)) for name in names}
    if "name" in summary:
        shown["name"] = _linked(str(summary["name"]), item.web_link)
    return "".join(f"<td style='text-align:left'>{cell}</td>" for cell in shown.values())


def _linked(text: str, link: str | None) -> str:
    shown = _text(_short(text))
    return f"<a href='{_text(link)}' target='_blank'>{shown}</a>" if link else shown


def _text(text: object) -> str:
    """Escape a text; half of a surrogate pair, which no page can hold, becomes a question mark."""
    return escape(str(text).encode(errors="replace").decode())


def _value(value: Any, depth: int = 0) -> str:
    if depth > _DEEPEST:
        return "…"
    if value is None:
        return ""
    if isinstance(value, datetime):
        return _text(value.isoformat(" ", "seconds"))
    if isinstance(value, Mapping):
        if set(value) == {"value", "unit"}:
            return _text(_short(f"{_short(value['value'])} {_short(value['unit'])}"))
        shown = _told(value)
        if any(_is_nested(inner) for inner in shown.values()):
            return _nested(shown, depth)
        pairs = [
            f"{_text(_short(name))}: {_value(inner, depth + 1)}"
            for name, inner in islice(shown.items(), _MOST_VALUES)
        ]
        return "<br>".join([*pairs, *_further(shown)])
    if isinstance(value, list | tuple):
        members = [_value(inner, depth + 1) for inner in value[:_MOST_VALUES]]
        return ", ".join([*members, *_further(value)])
    return _text(_short(value))


def _told(value: Mapping[str, Any]) -> Mapping[str, Any]:
    """Leave out of a nested record, such as a component, what says nothing to a reader."""
    if "id" not in value:
        return value
    stated = {
        name: inner
        for name, inner in value.items()
        if name not in _BOOKKEEPING and inner not in (None, {}, [])
    }
    return stated or value


def _is_nested(value: Any) -> bool:
    return isinstance(value, Mapping) and bool(value) and set(value) != {"value", "unit"}


def _nested(value: Mapping[str, Any], depth: int) -> str:
    """Lay a mapping of mappings out as a table of its own, so that its levels can be told apart."""
    rows = "".join(
        f"<tr>{_left_aligned('th', name)}"
        f"<td style='text-align:left'>{_value(inner, depth + 1)}</td></tr>"
        for name, inner in islice(value.items(), _MOST_VALUES)
    )
    return f"<table>{rows}</table>{''.join(_further(value))}"


def _further(value: Mapping[str, Any] | Sequence[Any]) -> list[str]:
    hidden = len(value) - _MOST_VALUES
    return [f"… and {hidden:,} more"] if hidden > 0 else []


def _short(value: object) -> str:
    try:
        text = str(value)
    except (RecursionError, ValueError):  # nested without end; a number of thousands of digits
        return "…"
    return text if len(text) <= _LONGEST_TEXT else f"{text[: _LONGEST_TEXT - 1]}…"
