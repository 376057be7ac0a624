"""Rules of copies and locks that are one comparison or one line each."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from support.proxy import Answer, Exchange, proxied

from ionworks import Ionworks, IonworksError
from ionworks.local.server import Platform
from ionworks.resources._locking import digest_of_files


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
