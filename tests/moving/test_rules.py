"""Rules of copies and locks that are one comparison or one line each."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import anyio
import polars as pl
import pytest
from attrs import evolve
from ionworks_generated.models import CellSpecificationCreate
from support.proxy import Answer, Exchange, proxied
from support.scripted import Reply, Seen, scripted

from ionworks import AsyncIonworks, Ionworks, IonworksError
from ionworks.errors import ConflictError
from ionworks.local.server import Platform
from ionworks.records import CellSpecification
from ionworks.resources._copy_items import CopyEnds, CopyItem, CopyReport, below, placed
from ionworks.resources._locking import digest_of_files
from ionworks.resources._surroundings import members_of
from ionworks.resources._trees import Choice


def test_files_have_one_digest_in_any_order(tmp_path: Path) -> None:
    paths = []
    for name in ("b", "a", "c"):
        path = tmp_path / name
        path.write_text(f"content of {name}")
        paths.append(path)
    digest = digest_of_files(paths)
    assert digest_of_files(paths[::-1]) == digest_of_files(sorted(paths)) == digest
    assert digest_of_files(paths[:2]) != digest
    paths[0].write_text("content of a")
    paths[1].write_text("content of b")
    assert digest_of_files(paths) != digest


@pytest.mark.parametrize(
    ("path", "left", "first"),
    [("/cell_specifications", 0, "LG M50"), ("/cell_instances", 1, "LG M50 / 001")],
)
def test_what_belongs_to_one_that_failed_fails_too(
    client: Ionworks,
    stored: dict[str, str],
    tmp_path: Path,
    path: str,
    left: int,
    first: str,
) -> None:
    def refuse(exchange: Exchange) -> None:
        said = b'{"error_code": "FORBIDDEN", "message": "not here"}'
        exchange.send(Answer(403, {"Content-Type": "application/json"}, said))

    with (
        Platform(tmp_path / "target") as platform,
        proxied(platform.url, platform.storage_url) as (service, _),
        Ionworks(api_key=platform.api_key, api_url=service.url) as target,
    ):
        service.break_(
            refuse,
            lambda method, asked: method == "POST" and asked.endswith(path),
            times=float("inf"),
        )
        planned = client.copy_to(target, dry_run=True)
        assert planned.counts.keys() == {"new"}
        report = client.copy_to(target)
        assert report.counts.keys() <= {"copied", "failed"}
        failed = [one.name for one in report.items if one.outcome == "failed"]
        assert failed == [one.name for one in planned.items if one.name.startswith(first)]
        assert len(failed) == len(stored) - left
        refused, *below = (one for one in report.items if one.outcome == "failed")
        assert (refused.name, "not here" in refused.reason) == (first, True)
        for one in below:
            above = one.name.rpartition(" / ")[0]
            assert one.reason == f"{above} was not copied"
            assert one.target_id is None
        with pytest.raises(IonworksError, match="not all was copied"):
            report.raise_for_errors()
    assert str(report).splitlines()[0] == ", ".join(
        f"{count} {outcome}" for outcome, count in report.counts.items()
    )


def test_a_series_without_current_keeps_its_kind(client: Ionworks, other: Ionworks) -> None:
    spec = client.cell_spec.create({"name": "S"})
    cell = client.cell_instance.create(spec.id, {"name": "C"})
    for kind, table in (
        ("ocp", {"Capacity [A.h]": [0.0, 1.0, 2.0], "Voltage [V]": [4.0, 3.9, 3.8]}),
        (
            "eis",
            {
                "Frequency [Hz]": [1000.0, 100.0, 10.0],
                "Z_Re [Ohm]": [0.01, 0.012, 0.015],
                "Z_Im [Ohm]": [0.0, -0.002, -0.003],
            },
        ),
    ):
        client.cell_measurement.create(
            cell.id,
            {"measurement": {"name": kind, "data_type": kind}, "time_series": pl.DataFrame(table)},
        )
    for outcome in ("copied", "exists"):
        report = client.copy_to(other)
        assert report.counts.keys() == {outcome}
        assert {"S / C / ocp", "S / C / eis"} <= {one.name for one in report.items}


NEW = CopyItem("cell_batch", "S / B", "ours", None, "new")
DIFFERS = "name: stored 'B', sent 'other'"


def other_of(ident: str) -> CellSpecification:
    return CellSpecification.from_dict({"id": ident, "name": "B"})


def test_of_records_with_one_name_the_same_one_is_found() -> None:
    first, second = other_of("1"), other_of("2")
    assert placed(NEW, []) is None
    assert placed(NEW, [(first, ["a", ""]), (second, [""])]) == evolve(
        NEW, target_id="2", outcome="exists"
    )
    assert placed(NEW, [(first, ["a", "", "b"]), (second, ["c"])]) == evolve(
        NEW, target_id="1", outcome="differs", reason="a; b"
    )
    # With three of that name at the source, two others leave room for it.
    assert placed(NEW, [(first, ["a"]), (second, ["c"])], 3) is None
    assert placed(NEW, [(first, ["a"]), (second, ["c"])], 2) == evolve(
        NEW, target_id="1", outcome="differs", reason="a"
    )


def test_a_report_says_what_became_of_each() -> None:
    there = evolve(NEW, target_id="theirs", outcome="copied")
    cell = CopyItem("cell_instance", "S / 1", "cell", "its", "differs", "notes")
    lost = CopyItem("cell_measurement", "S / 1 / m", "m", None, "failed", "full")
    assert there.also("one").also("two").reason == "one; two"
    assert [item.is_there for item in (NEW, there, cell, lost)] == [False, True, False, False]
    assert evolve(there, outcome="exists").is_there
    report = CopyReport((there, cell, lost, NEW), is_dry_run=False, left_out=("models: 2",))
    assert report.ids == {"ours": "theirs", "cell": "its"}
    assert str(report).splitlines() == [
        "1 copied, 1 differs, 1 failed, 1 new",
        "copied   cell batch S / B",
        "differs  S / 1: notes",
        "failed   S / 1 / m: full",
        "new      cell batch S / B",
        "left out models: 2",
    ]
    assert str(CopyReport((), is_dry_run=True)) == "nothing to copy"
    for wrong in (cell, lost):
        with pytest.raises(IonworksError) as caught:
            CopyReport((there, wrong), is_dry_run=False).raise_for_errors()
        assert str(caught.value) == f"not all was copied:\n{wrong}"
    CopyReport((there, NEW), is_dry_run=False).raise_for_errors()
    assert below(lost, cell) == lost
    assert below(NEW, evolve(cell, outcome="failed")).reason == "S / 1 was not copied"


@pytest.mark.parametrize(
    ("found", "made", "expected"),
    [
        ([[]], True, ("copied", "made", "")),
        ([[]], False, ("exists", "made", "")),
        ([[]], None, ("copied", "made", "")),
        ([[], ["theirs"]], ConflictError("taken"), ("exists", "theirs", "")),
        ([[], []], ConflictError("taken"), ("failed", None, "taken")),
        ([[], ["theirs"]], IonworksError("full"), ("failed", None, "full")),
        ([["theirs"]], AssertionError("not to be made"), ("exists", "theirs", "")),
        ([["theirs"]], AssertionError("not to be made"), ("differs", "theirs", DIFFERS)),
    ],
)
@pytest.mark.parametrize("dry_run", [False, True])
def test_a_record_is_found_or_made(found: Any, made: Any, expected: Any, dry_run: bool) -> None:
    reported: list[tuple[int, int]] = []
    nothing: Any = None
    ends = CopyEnds(nothing, nothing, dry_run, lambda *now: reported.append(now), 5)
    looks = iter(found)

    async def find() -> list[Any]:
        return [other_of(one) for one in next(looks)]

    async def create() -> Any:
        assert not dry_run
        if isinstance(made, Exception):
            raise made
        return SimpleNamespace(id="made", created=made)

    async def main() -> CopyItem:
        ends.tell()
        body = {"name": "other" if expected[0] == "differs" else "B"}
        return await ends.settle(NEW, body, CellSpecificationCreate, find, create)

    item = anyio.run(main)
    outcome, target, reason = expected
    if dry_run and not found[0]:
        outcome, target, reason = "new", None, ""
    assert item == evolve(NEW, outcome=outcome, target_id=target, reason=reason)
    assert reported == [(1, 5), (2, 5)]


@pytest.mark.parametrize(("total", "asked"), [(0, 1), (1000, 1), (1001, 2), (2500, 3)])
def test_all_measurements_of_a_study_are_read(total: int, asked: int) -> None:
    """A page holds 1000."""

    def answer(seen: Seen) -> Reply:
        query = parse_qs(urlsplit(seen.path).query)
        start = int(query["offset"][0])
        ids = range(start, min(start + int(query["limit"][0]), total))
        items = [{"id": f"m{one}"} for one in ids]
        return Reply(body=json.dumps({"items": items, "total": total}).encode())

    async def main() -> list[str]:
        async with AsyncIonworks(api_key="k", api_url=server.url) as client:
            return await members_of(client, "s", "p")

    with scripted(answer=answer) as server:
        assert anyio.run(main) == [f"m{one}" for one in range(total)]
    assert len(server.seen) == asked


def test_a_project_or_parts_are_chosen() -> None:
    assert not Choice.of(None, None, None, None).parts
    assert not Choice.of("p", None, None, None).parts
    for place in (1, 2, 3):
        given: list[Any] = [None] * 4
        given[place] = "x"
        assert Choice.of(*given).parts
        given[place] = []  # none of them is a choice too
        assert Choice.of(*given).parts
        given[0] = "p"
        with pytest.raises(ValueError, match="not both"):
            Choice.of(*given)


def test_of_what_a_platform_does_not_offer_it_has_none(
    platform: Platform, connection: dict[str, Any], other: Ionworks
) -> None:
    status, asked = 404, set[str]()

    def refuse(exchange: Exchange) -> None:
        asked.add(exchange.target.partition("?")[0])
        exchange.send(Answer(status, {"Content-Type": "application/json"}, b"{}"))

    with (
        proxied(platform.url, platform.storage_url) as (service, _),
        Ionworks(**{**connection, "api_url": service.url}) as client,
    ):
        lacking = ("/analyses", "/pipelines", "/simulations", "/optimizations")
        service.break_(refuse, lambda _, path: path.startswith(lacking), times=float("inf"))
        assert client.copy_to(other, dry_run=True).left_out == ()
        assert len(asked) >= 2
        status = 400  # which does not say that there are none
        with pytest.raises(IonworksError) as caught:
            client.copy_to(other, dry_run=True)
        assert caught.value.status_code == 400
