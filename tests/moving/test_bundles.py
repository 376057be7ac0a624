"""Bundles: a folder or a zip file that is read offline, and not changed."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import polars as pl
import pytest
from support.proxy import Answer, Exchange, proxied

from ionworks import (
    ConfigurationError,
    DifferenceWarning,
    ForbiddenError,
    Ionworks,
    IonworksError,
    NotFoundError,
)
from ionworks.local import backups, bundles
from ionworks.local.server import Platform


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
    assert report.counts == {"copied": 7}
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
        with pytest.raises(ForbiddenError, match=r"^A bundle is read-only"):
            bundle.cell_spec.create({"name": "Mine"})
        with pytest.raises(ForbiddenError, match=r"^A bundle is read-only"):
            bundle.cell_spec.create_or_get({"name": "Mine"})
        spec = bundle.cell_spec.get(ids[stored["spec"]])
        found = bundle.cell_spec.create_or_get({"name": spec.name})
        assert (found.id, found.created) == (spec.id, False)
        cell = bundle.cell_instance.get(ids[stored["cell"]])
        assert bundle.cell_instance.create_or_get(spec, {"name": cell.name}).id == cell.id
        detail = {"measurement": {"name": "Pulse"}, "time_series": here}
        pulse = bundle.cell_measurement.create_or_get(cell, detail, on_difference="raise")
        assert pulse.id == ids[stored["series"]]
        with pytest.warns(DifferenceWarning, match="notes"):
            bundle.cell_spec.create_or_get({"name": spec.name, "notes": "other"})
        with pytest.raises(ForbiddenError):
            bundle.cell_spec.delete(ids[stored["spec"]])
        assert "href" not in bundle.cell_spec.get(ids[stored["spec"]])._repr_html_()
        # From a bundle, it goes on to a platform.
        assert bundle.copy_to(client, dry_run=True).counts == {"exists": 7}


def test_an_interrupted_bundle_goes_on_and_a_dry_run_leaves_nothing(
    client: Ionworks, stored: dict[str, str], tmp_path: Path
) -> None:
    target = tmp_path / "cells.zip"
    assert client.copy_to(target, dry_run=True).counts == {"new": 7}
    assert not list(tmp_path.glob("cells*"))

    def stop(done: int, total: int) -> None:
        if done == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        client.copy_to(target, progress=stop, max_parallel=1)
    assert not target.exists()
    counts = client.copy_to(target).counts
    assert counts["exists"] >= 2
    assert counts["exists"] + counts["copied"] == 7
    assert not list(tmp_path.glob("*.partial"))
    with pytest.raises(ConfigurationError, match="exists"):
        client.copy_to(target)


def test_a_bundle_is_not_made_of_a_part(
    platform: Platform, connection: dict[str, Any], stored: dict[str, str], tmp_path: Path
) -> None:
    def refuse(exchange: Exchange) -> None:
        exchange.send(Answer(404, {"Content-Type": "application/json"}, b'{"message": "gone"}'))

    target = tmp_path / "cells.zip"
    with (
        proxied(platform.url, platform.storage_url) as (service, _),
        Ionworks(**{**connection, "api_url": service.url}) as client,
    ):
        service.break_(
            refuse,
            lambda method, path: stored["series"] in path and "time_series" in path,
            times=float("inf"),
        )
        with pytest.raises(IonworksError, match="failed   LG M50 / 001 / Pulse"):
            client.copy_to(target)
        assert not target.exists()
        service.heal()
        assert client.copy_to(target).counts == {"exists": 6, "copied": 1}
    assert target.exists()


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


@pytest.mark.parametrize("length", [247, 255, 300])
def test_a_name_is_as_long_as_names_can_be_or_is_refused_at_once(
    client: Ionworks, tmp_path: Path, length: int
) -> None:
    place = tmp_path / ("n" * length)
    before = {path.name for path in tmp_path.iterdir()}
    if length + len(".partial") <= 255:
        client.copy_to(place, cell_specs=[])
        with Ionworks(api_url=f"bundle:{place}") as bundle:
            assert bundle.cell_spec.list().total == 0
    else:
        with pytest.raises(ConfigurationError, match="cannot be written"):
            client.copy_to(place, cell_specs=[])
        assert {path.name for path in tmp_path.iterdir()} == before
    with pytest.raises(ConfigurationError, match="There is no bundle"):
        Ionworks(api_url=f"bundle:{place}m")


@pytest.mark.parametrize(
    "wrong",
    [
        {"cell_specs": "missing"},
        {"project_id": "missing"},
        {"max_parallel": "four"},
        {"dry_run": pl.DataFrame({"a": [1]})},
        {"progress": 5},
    ],
    ids=str,
)
def test_nothing_is_written_for_what_cannot_be_copied(
    client: Ionworks, tmp_path: Path, wrong: dict[str, Any]
) -> None:
    with pytest.raises((TypeError, NotFoundError)):
        client.copy_to(tmp_path / "cells", **wrong)
    assert not list(tmp_path.glob("cells*"))


def test_two_programs_open_a_bundle_at_first_use(
    client: Ionworks, stored: dict[str, str], tmp_path: Path
) -> None:
    client.copy_to(tmp_path / "cells", cell_specs=stored["spec"])
    both = Barrier(2)
    restore = backups.restore

    def at_once(place: Path, folder: Path) -> Any:
        both.wait()  # each has seen that it is not unpacked yet
        return restore(place, folder)

    with pytest.MonkeyPatch.context() as patch, ThreadPoolExecutor(2) as threads:
        patch.setattr(backups, "restore", at_once)
        opened = {*threads.map(bundles.unpack, [tmp_path / "cells"] * 2)}
    (folder,) = opened
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]
    with Ionworks(api_url=f"bundle:{tmp_path / 'cells'}") as bundle:
        assert bundle.cell_spec.list().total == 1


def test_a_bundle_whose_first_use_was_interrupted_is_opened(
    client: Ionworks, stored: dict[str, str], tmp_path: Path
) -> None:
    client.copy_to(tmp_path / "cells", cell_specs=stored["spec"])

    def stop(*_: Any) -> None:
        raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(backups, "_sync_all", stop)  # the objects are there, the database is not
        with pytest.raises(KeyboardInterrupt):
            bundles.unpack(tmp_path / "cells")
    with Ionworks(api_url=f"bundle:{tmp_path / 'cells'}") as bundle:
        assert bundle.cell_spec.list().total == 1


def test_a_full_disk_is_said_of_the_bundle_and_leaves_what_goes_on(
    client: Ionworks, tmp_path: Path
) -> None:
    def full() -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(backups, "_sync_all", full)
        with pytest.raises(ConfigurationError, match=r"cells cannot be written: .*No space left"):
            client.copy_to(tmp_path / "cells", cell_specs=[])
    assert [path.name for path in tmp_path.glob("*cells*")] == ["cells.partial"]
    assert not list(tmp_path.glob(".bundle-*"))


@pytest.mark.parametrize(("head", "place"), [(b"PK\x01\x02", 8), (b"PK\x01\x02", 10)])
def test_a_zip_file_that_others_encrypted_or_compressed_is_no_bundle(
    tmp_path: Path, head: bytes, place: int
) -> None:
    strange = tmp_path / "strange.zip"
    with zipfile.ZipFile(strange, "w") as file:
        file.writestr("ionworks-backup.json", "{}")
    content = bytearray(strange.read_bytes())
    content[content.index(head) + place] = 99  # flags with that of encryption; a method
    strange.write_bytes(content)
    with pytest.raises(ConfigurationError, match="is not a bundle"):
        Ionworks(api_url=f"bundle:{strange}")


@pytest.mark.parametrize("text", ["[" * 100_000, '{"sums": ""}'])
def test_a_marker_that_names_no_sums_is_no_bundle(tmp_path: Path, text: str) -> None:
    (tmp_path / "cells").mkdir()
    (tmp_path / "cells" / "ionworks-backup.json").write_text(text)
    with pytest.raises(ConfigurationError, match="is not a whole bundle"):
        Ionworks(api_url=f"bundle:{tmp_path / 'cells'}")


MARKER = "ionworks-backup.json"


@pytest.fixture
def good(client: Ionworks, stored: dict[str, str], tmp_path: Path) -> Path:
    """A bundle, as a zip file."""
    client.copy_to(tmp_path / "good.zip", cell_specs=stored["spec"])
    return tmp_path / "good.zip"


def _again(good: Path, change: Callable[[str, zipfile.ZipFile, bytes], None]) -> Path:
    """Write a zip file again; `change` writes each entry."""
    made = good.with_name("made.zip")
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(made, "w") as target:
        for name in source.namelist():
            change(name, target, source.read(name))
    return made


def _with(name: str | zipfile.ZipInfo, content: bytes, **options: Any) -> Callable[..., None]:
    """Return what adds an entry behind the marker."""

    def change(each: str, target: zipfile.ZipFile, found: bytes) -> None:
        target.writestr(each, found)
        if each == MARKER:
            target.writestr(name, content, **options)

    return change


def _link(name: str) -> zipfile.ZipInfo:
    found = zipfile.ZipInfo(name)
    found.create_system, found.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    return found


_OBJECT = "objects/raw_data/00000000-0000-4000-8000-000000000000/data"


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (_with("../outside.txt", b"x"), "leads out of it"),
        (_with("objects/../../outside.txt", b"x"), "leads out of it"),
        (_with("..\\outside.txt", b"x"), "leads out of it"),
        (_with("/outside.txt", b"x"), "leads out of it"),
        (_with("C:/outside.txt", b"x"), "leads out of it"),
        (_with(_link(_OBJECT), b"/etc/passwd"), "is no regular file"),
        (_with(MARKER, b"{}"), "is in it twice"),
        (_with(_OBJECT, bytes(200 << 20), compress_type=zipfile.ZIP_DEFLATED), "would become"),
    ],
    ids=["up", "up below", "up on Windows", "root", "drive", "link", "twice", "bomb"],
)
def test_a_zip_file_that_was_made_to_do_harm_is_refused(
    good: Path, tmp_path: Path, change: Any, problem: str
) -> None:
    evil = _again(good, change)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(ConfigurationError, match=problem):
        Ionworks(api_url=f"bundle:{evil}")
    assert sorted(tmp_path.rglob("*")) == before


def test_what_a_system_adds_to_a_zip_file_is_left_out(good: Path, tmp_path: Path) -> None:
    made = _again(good, _with("__MACOSX/._objects", b"x"))
    with Ionworks(api_url=f"bundle:{made}") as bundle:
        assert bundle.cell_spec.list().total == 1
    assert not list(tmp_path.rglob("__MACOSX"))


def test_what_a_killed_program_left_long_ago_is_removed(good: Path, tmp_path: Path) -> None:
    unpacked = tmp_path / "home" / ".ionworks" / "bundles"
    for name, age in ((".new-old", 2), (".new-now", 0)):
        (unpacked / name / "data").mkdir(parents=True)
        long_ago = (unpacked / name).stat().st_mtime - age * 86400
        os.utime(unpacked / name, (long_ago, long_ago))
    with Ionworks(api_url=f"bundle:{good}"):
        assert [path.name for path in unpacked.glob(".new-*")] == [".new-now"]


def test_a_bundle_that_is_being_made_is_left_alone(client: Ionworks, tmp_path: Path) -> None:
    with (
        Platform(tmp_path / "cells.partial"),  # as another copy has it
        pytest.raises(ConfigurationError, match="Another program is making the bundle"),
    ):
        client.copy_to(tmp_path / "cells", cell_specs=[])


def test_a_zip_file_of_the_folder_of_a_bundle_is_one(
    client: Ionworks, stored: dict[str, str], tmp_path: Path
) -> None:
    client.copy_to(tmp_path / "m50", cell_specs=stored["spec"])
    made = shutil.make_archive(str(tmp_path / "m50"), "zip", tmp_path, "m50")
    with Ionworks(api_url=f"bundle:{made}") as bundle:
        assert bundle.cell_spec.list().total == 1


def test_a_bundle_is_no_place_to_copy_to_and_a_file_is_no_folder(
    client: Ionworks, good: Path, tmp_path: Path
) -> None:
    with Ionworks(api_url=f"bundle:{good}") as bundle:
        assert client.copy_to(bundle, dry_run=True).counts == {"exists": 7}
        with pytest.raises(ConfigurationError, match=r"good.zip is read-only; name the path"):
            client.copy_to(bundle)
    with pytest.raises(ConfigurationError, match=r"good.zip is a file, so nothing"):
        client.copy_to(good / "below" / "cells")


@pytest.mark.parametrize("share", [0.3, 0.9, 0.999])
def test_a_zip_file_that_was_cut_is_refused(good: Path, tmp_path: Path, share: float) -> None:
    content = good.read_bytes()
    good.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(ConfigurationError, match="is not a bundle"):
        Ionworks(api_url=f"bundle:{good}")
    assert not list((tmp_path / "home").rglob("*"))


@pytest.mark.parametrize("part", ["database.sqlite", "SHA256SUMS", "objects"])
def test_a_part_with_another_content_is_refused(good: Path, tmp_path: Path, part: str) -> None:
    def change(name: str, target: zipfile.ZipFile, found: bytes) -> None:
        target.writestr(name, b"x" * len(found) if name.startswith(part) else found)

    made = _again(good, change)
    with pytest.raises(ConfigurationError, match=r"made.zip.* damaged") as caught:
        Ionworks(api_url=f"bundle:{made}")
    assert ".new-" not in str(caught.value)
    assert not list((tmp_path / "home" / ".ionworks" / "bundles").iterdir())


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes in folders")
@pytest.mark.parametrize("part", [MARKER, "SHA256SUMS", "database.sqlite", "object"])
@pytest.mark.parametrize("kind", ["pipe", "device"])
def test_a_pipe_or_a_device_in_a_folder_is_not_read(
    client: Ionworks, stored: dict[str, str], tmp_path: Path, part: str, kind: str
) -> None:
    place = tmp_path / "cells"
    client.copy_to(place, cell_specs=stored["spec"])
    chosen = place / part
    if part == "object":
        chosen = next(path for path in (place / "objects").rglob("*") if path.is_file())
    chosen.unlink()
    if kind == "pipe":
        os.mkfifo(chosen)
    else:
        chosen.symlink_to("/dev/zero")
    with pytest.raises(ConfigurationError, match=r"cells (is not a whole|cannot be|is damaged)"):
        Ionworks(api_url=f"bundle:{place}")


def test_a_bundle_has_the_project_of_its_own(
    good: Path, stored: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IONWORKS_PROJECT_ID", "11111111-2222-4333-8444-555555555555")
    monkeypatch.setenv("IONWORKS_ORGANIZATION_ID", "hosted")
    with Ionworks(api_url=f"bundle:{good}") as bundle:
        assert bundle.cell_spec.list().total == 1
        assert repr(bundle) == f"Ionworks(api_url='bundle:{good}')"
        assert repr(bundle.cell_spec) == f"<CellSpecs of bundle:{good}>"
        (project,) = bundle.project.list()
    with Ionworks(api_url=f"bundle:{good}", project_id=project) as bundle:
        assert bundle.cell_spec.list().total == 1
    with (
        Ionworks(api_url=f"bundle:{good}", project_id="elsewhere") as bundle,
        pytest.raises(NotFoundError, match="no project with id 'elsewhere'"),
    ):
        bundle.cell_spec.list()


def test_a_bundle_is_made_whatever_the_environment_says_of_another_service(
    connection: dict[str, Any], stored: dict[str, str], tmp_path: Path, monkeypatch: Any
) -> None:
    with Ionworks(**connection) as client:
        monkeypatch.setenv("IONWORKS_PROJECT_ID", "11111111-2222-4333-8444-555555555555")
        monkeypatch.setenv("IONWORKS_ORGANIZATION_ID", "hosted")
        monkeypatch.setenv("IONWORKS_TOKEN", "of the hosted service")
        report = client.copy_to(tmp_path / "cells", cell_specs=stored["spec"])
    assert report.counts == {"copied": 7}


def test_a_bundle_in_the_place_of_a_data_folder_says_how_to_read_it(
    good: Path, client: Ionworks, tmp_path: Path
) -> None:
    client.copy_to(tmp_path / "cells", cell_specs=[])
    for place in (good, tmp_path / "cells"):
        with pytest.raises(ConfigurationError, match=f"bundle:{place}"):
            Ionworks(api_url=place)
