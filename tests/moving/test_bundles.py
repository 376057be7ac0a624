"""Bundles: a folder or a zip file that is read offline, and not changed."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest

from ionworks import ConfigurationError, ForbiddenError, Ionworks


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Bundles are unpacked below the home folder."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "home"))


@pytest.mark.parametrize("name", ["cells", "cells.zip"])
def test_a_bundle_goes_to_another_place_and_is_read_there(
    act: Any, client: Ionworks, stored: dict[str, str], tmp_path: Path, name: str
) -> None:
    report = act(lambda client, other: client.copy_to(f"bundle:{tmp_path / name}"))
    assert report.counts == {"copied": 6}
    assert {path.name for path in tmp_path.iterdir()} >= {name}
    assert not list(tmp_path.glob("*.partial"))
    moved = tmp_path / "colleague" / name
    moved.parent.mkdir()
    shutil.move(tmp_path / name, moved)
    with Ionworks(api_url=f"bundle:{moved}") as bundle:
        ids = report.ids
        here = client.cell_measurement.time_series(stored["series"])
        assert bundle.cell_measurement.time_series(ids[stored["series"]]).equals(here)
        assert bundle.cell_measurement.steps(ids[stored["series"]]).height == 2
        assert bundle.cell_measurement.get_file(ids[stored["files"]], "photo.txt") == b"a cell"
        with pytest.raises(ForbiddenError, match="A bundle is read, not changed"):
            bundle.cell_spec.create({"name": "Mine"})
        with pytest.raises(ForbiddenError):
            bundle.cell_spec.delete(ids[stored["spec"]])
        assert "href" not in bundle.cell_spec.get(ids[stored["spec"]])._repr_html_()
        # From a bundle, it goes on to a platform.
        assert bundle.copy_to(client, dry_run=True).counts == {"exists": 6}


def test_an_interrupted_bundle_goes_on_and_a_dry_run_leaves_nothing(
    client: Ionworks, stored: dict[str, str], tmp_path: Path
) -> None:
    target = tmp_path / "cells.zip"
    assert client.copy_to(target, dry_run=True).counts == {"new": 6}
    assert not list(tmp_path.glob("cells*"))

    def stop(done: int, total: int) -> None:
        if done == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        client.copy_to(target, progress=stop, max_parallel=1)
    assert not target.exists()
    counts = client.copy_to(target).counts
    assert counts["exists"] >= 2
    assert counts["exists"] + counts["copied"] == 6
    assert not list(tmp_path.glob("*.partial"))
    with pytest.raises(ConfigurationError, match="exists"):
        client.copy_to(target)


def test_what_is_no_bundle_or_is_damaged_is_said(
    client: Ionworks, stored: dict[str, str], tmp_path: Path
) -> None:
    with pytest.raises(ConfigurationError, match="There is no bundle"):
        Ionworks(api_url=f"bundle:{tmp_path / 'none.zip'}")
    text = tmp_path / "text.zip"
    text.write_text("no zip")
    with pytest.raises(ConfigurationError, match="is not a bundle"):
        Ionworks(api_url=f"bundle:{text}")
    (tmp_path / "empty").mkdir()
    with pytest.raises(ConfigurationError, match="is not a whole bundle"):
        Ionworks(api_url=f"bundle:{tmp_path / 'empty'}")

    client.copy_to(tmp_path / "good")
    sample = next(path for path in (tmp_path / "good" / "objects").rglob("*") if path.is_file())
    sample.write_bytes(b"x" * sample.stat().st_size)
    for _ in range(2):  # nothing of it stays
        with pytest.raises(ConfigurationError, match="is damaged"):
            Ionworks(api_url=f"bundle:{tmp_path / 'good'}")


def test_names_in_a_zip_file_lead_nowhere_else(tmp_path: Path) -> None:
    evil = tmp_path / "evil.zip"
    with zipfile.ZipFile(evil, "w") as file:
        file.writestr("../outside.txt", "x")
        file.writestr("ionworks-backup.json", '{"layout": 1, "sums": "../../outside"}')
    with pytest.raises(ConfigurationError, match="is not a whole bundle"):
        Ionworks(api_url=f"bundle:{evil}")
    assert not list(tmp_path.rglob("outside*"))
