"""What is uploaded or named is data: a page of a notebook shows it, and neither runs nor opens it.

Every text is escaped, nothing is loaded from elsewhere, and a page stays small whatever is in a
record. Images are kept as they are: the platform says how large their heads claim that they are,
opens none, and hands them out as what a browser must not run.
"""

from __future__ import annotations

import re
import struct
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import httpx
import pytest
from hostile.fuzzing import NAMES, fuzz
from hypothesis import given
from hypothesis import strategies as st

from ionworks import Ionworks, PaginatedList
from ionworks.local.handlers.uploads import _dimensions
from ionworks.records import CellMeasurement, CellSpecification, MeasurementDetail
from ionworks.urls import RecordUrls

SCRIPTS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "'><svg onload=alert(1)>",
    '" onmouseover="alert(1)',
    "javascript:alert(1)",
    "</td></table><iframe src=//x>",
    "&lt;script&gt;",
    "<!--",
    "]]>",
    "{{7*7}}",
]
TEXTS = st.sampled_from(SCRIPTS) | NAMES
VALUES = st.recursive(
    TEXTS | st.integers() | st.floats() | st.none() | st.booleans(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=10,
)
TAGS = {
    *("div", "strong", "em", "small", "pre", "p", "br", "a", "table", "tr", "th", "td"),
    *("svg", "title", "polyline"),
}
ATTRIBUTES = {
    *("style", "href", "target", "width", "height", "viewbox", "role"),
    *("fill", "stroke", "stroke-width", "points"),
}


class Page(HTMLParser):
    """Collects the tags and attributes of a page, and the text that it shows."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: dict[str, set[str]] = {}
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            self.attributes.setdefault(name, set()).add(value or "")

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")


def check(page: str) -> Page:
    """Look at a page as a browser would."""
    page.encode()
    found = Page(page)
    assert found.tags <= TAGS
    assert set(found.attributes) <= ATTRIBUTES
    for link in found.attributes.get("href", ()):
        assert link.startswith("https://app.ionworks.com/")
    assert len(page) < 200_000
    return found


@fuzz(100)
@given(name=TEXTS, values=VALUES, tags=st.lists(TEXTS, max_size=3), key=TEXTS)
def test_whatever_a_record_holds_its_page_is_text(
    name: str, values: Any, tags: list[str], key: str
) -> None:
    spec = CellSpecification(
        id=name, name=name, ratings={key: values}, notes=name, extra={key: values}
    )
    test = CellMeasurement(id="m", name=name, cell_instance_id=key, tags=tags)
    linked = CellSpecification.from_model(spec, RecordUrls("https://api.ionworks.com", key or "p"))
    for shown in (spec, linked, test, PaginatedList([spec, linked], 2), PaginatedList([name], 1)):
        check(shown._repr_html_())
    if name.isprintable() and len(name) < 100:
        assert " ".join(name.split()) in " ".join(check(spec._repr_html_()).text.split())
    repr(spec)


@fuzz(30)
@given(name=TEXTS, column=TEXTS)
def test_whatever_tables_and_files_are_called_a_page_is_text(name: str, column: str) -> None:
    import polars as pl

    series = pl.DataFrame({"Time [s]": [0.0, 1.0], "Voltage [V]": [3.0, 4.0], f"x{column}": [1, 2]})
    detail = MeasurementDetail(
        measurement=CellMeasurement(id="m", name=name, cell_instance_id="c"),
        specification_id="s",
        instance_id="i",
        time_series=series,
        files={name: b"<svg onload=alert(1)>" * 999, f"{column}.svg": b"\x89PNG" * 10**5},
    )
    page = detail._repr_html_()
    check(page)
    assert "alert(1)" not in re.sub(r"&[^;]+;", "", page) or "alert(1)" in name + column
    assert len(page) < 20_000  # no content is on it


def test_a_page_stays_small() -> None:
    deep: Any = "end"
    for _ in range(5000):
        deep = {"a": deep}
    large = {
        "deep": deep,
        "wide": list(range(10**6)),
        "long": "x" * 10**7,
        "keys": {f"k{n}": n for n in range(10**5)},
        "number": 10**9000,
    }
    spec = CellSpecification(id="s", name="n" * 10**6, properties=large, extra={"x" * 500: large})
    assert len(check(spec._repr_html_()).text) < 30_000
    assert len(check(PaginatedList([spec], 1)._repr_html_()).text) < 1_000


# --- images ---------------------------------------------------------------------------


def png(width: int, height: int) -> bytes:
    head = struct.pack(">I4sIIBBBBB", 13, b"IHDR", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + head + bytes(8)


IMAGES = {
    "bomb.png": png(100_000, 100_000),
    "largest.png": png(2**32 - 1, 2**32 - 1),
    "nothing.png": png(0, 0),
    "cut.png": png(5, 5)[:18],
    "lie.gif": b"GIF89a" + struct.pack("<HH", 65535, 65535),
    "huge.bmp": b"BM" + bytes(16) + struct.pack("<ii", 2**31 - 1, -(2**31)) + bytes(8),
    "empty.jpg": b"",
    "endless.jpg": b"\xff\xd8" + b"\xff\xe0\x00\x00" * 999,
    "loop.tif": b"II*\0\x08\0\0\0" + b"\xff\xff" * 99,
    "script.svg": b"<svg width='5' height='7' onload='alert(1)'><script>alert(1)</script></svg>",
    "infinite.svg": b"<svg width='1e400' height='1e308in'/>",
    "laughs.svg": b"<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><svg width='&b;'/>",
    "polyglot.png": png(3, 3) + b"<script>alert(1)</script>%PDF-1.4 PK\x03\x04",
    "page.html": b"<script>alert(1)</script>",
    "not.png": b"MZ\x90\x00",
}


def test_images_whose_heads_lie_come_back_as_they_were(client: Ionworks, tmp_path: Path) -> None:
    for name, content in IMAGES.items():
        (tmp_path / name).write_bytes(content)
    spec = client.cell_spec.create({"name": "images"})
    cell = client.cell_instance.create(spec.id, {"name": "c"})
    made = client.cell_measurement.create_file(
        cell.id, name="images", filepaths=sorted(tmp_path.iterdir())
    )
    assert client.cell_measurement.download_files(made.id) == IMAGES
    told = client.cell_measurement.get(made.id).file_metadata or {}
    assert told["bomb.png"]["width"] == 100_000
    for head in told.values():
        for side in ("width", "height"):
            assert head.get(side) is None or (type(head[side]) is int and 0 <= head[side] < 2**32)
    check(client.cell_measurement.get(made.id)._repr_html_())
    page = client.cell_measurement.detail(made.id)._repr_html_()
    check(page)
    assert "script.svg" in page
    for name in IMAGES:
        sent = headers_of(client, made.id, name)
        assert sent["content-security-policy"] == "sandbox"
        assert sent["x-content-type-options"] == "nosniff"


def headers_of(client: Ionworks, measurement_id: str, name: str) -> httpx.Headers:
    http = client.api.get_httpx_client()
    link = http.get(f"/cell_measurements/{measurement_id}/files/{name}").headers["location"]
    return httpx.get(link, trust_env=False).headers


@fuzz(100)
@given(
    name=st.sampled_from(sorted(IMAGES)),
    cut=st.integers(0, 60),
    at=st.integers(0, 60),
    put=st.binary(max_size=6),
)
def test_any_head_is_a_size_or_none(
    tmp_path_factory: pytest.TempPathFactory, name: str, cut: int, at: int, put: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "image"
    content = IMAGES[name]
    path.write_bytes((content[:at] + put + content[at + len(put) :])[: len(content) - cut])
    found = _dimensions(path, "image/png")
    assert set(found) <= {"width", "height"}
    assert all(type(side) is int and 0 <= side < 2**32 for side in found.values())


@pytest.mark.parametrize(
    "media_type", ["text/html\r\nX-Evil: 1", "é", "\0", "x" * 70_000, "text/html", "", "a/b;c=d"]
)
def test_what_an_uploader_calls_a_file_makes_no_header(client: Ionworks, media_type: str) -> None:
    http = client.api.get_httpx_client()
    described = {"filename": "f", "name": "f", "content_type": media_type}
    begun = http.post("/raw_data/initiate-upload", json=described).json()
    httpx.put(begun["uploads"][0]["signed_url"], content=b"x", trust_env=False)
    http.post(
        f"/raw_data/{begun['raw_data_id']}/confirm-upload", json={**described, "size_bytes": 1}
    ).raise_for_status()
    link = http.get(f"/raw_data/{begun['raw_data_id']}/download-url").json()["url"]
    if len(link) > 60_000:
        return  # longer than a server reads
    answer = httpx.get(link, trust_env=False)
    assert answer.content == b"x"
    assert "x-evil" not in answer.headers
    assert answer.headers["content-type"].isascii()
    assert answer.headers["content-security-policy"] == "sandbox"
