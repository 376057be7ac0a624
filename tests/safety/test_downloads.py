"""Downloads replace no file unasked, and leave permissions as they were."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from support.scripted import Reply, Script, Seen, scripted

Do = Callable[..., Any]
posix = pytest.mark.skipif(os.name != "posix", reason="about POSIX permissions")


class Service:
    """A service whose one file has a name of its choice."""

    def __init__(self, script: Script) -> None:
        self.script = script
        self.name = "export.mpr"
        self.before_answer: Callable[[], None] = lambda: None
        script.answer = self.answer

    def answer(self, seen: Seen) -> Reply:
        if seen.path == "/stored":
            self.before_answer()
            return Reply(200, b"new", {})
        if seen.path.endswith("/files"):
            return Reply(body=json.dumps({"filenames": [self.name]}).encode())
        if seen.path.endswith("download-url"):
            return Reply(body=json.dumps({"url": f"{self.script.url}/stored"}).encode())
        if seen.path == "/raw_data/r":
            return Reply(body=json.dumps({"id": "r", "name": "n", "filename": self.name}).encode())
        return Reply(307, b"", {"Location": f"{self.script.url}/stored"})

    def downloads(self) -> int:
        return sum(seen.path == "/stored" for seen in self.script.seen)


@pytest.fixture
def service() -> Iterator[Service]:
    with scripted() as script:
        yield Service(script)


@pytest.fixture(params=["files", "raw data"])
def save(request: pytest.FixtureRequest, do: Do, service: Service) -> Callable[..., Any]:
    """Download into a folder, where the service chooses the name."""

    def save_it(folder: Path, **options: Any) -> Any:
        acts = {
            "files": lambda c: c.cell_measurement.save_files("m", folder, **options),
            "raw data": lambda c: c.raw_data.download("r", folder, **options),
        }
        return do(acts[request.param], api_url=service.script.url, max_retries=0)

    return save_it


def test_a_file_in_the_folder_is_not_replaced(
    save: Callable[..., Any], service: Service, tmp_path: Path
) -> None:
    mine = tmp_path / service.name
    mine.write_bytes(b"mine")
    with pytest.raises(FileExistsError, match=r"export\.mpr exists already; pass overwrite=True"):
        save(tmp_path)
    assert service.downloads() == 0
    assert mine.read_bytes() == b"mine"
    save(tmp_path, overwrite=True)
    assert mine.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [mine]


@pytest.mark.parametrize("name", [".bashrc", ".profile", ".git", "..hidden"])
def test_a_name_that_begins_with_a_dot_is_refused(
    save: Callable[..., Any], service: Service, tmp_path: Path, name: str
) -> None:
    service.name = name
    with pytest.raises(ValueError, match="begins with a dot"):
        save(tmp_path)
    assert list(tmp_path.iterdir()) == []
    assert service.downloads() == 0
    save(tmp_path, overwrite=True)
    assert (tmp_path / name).read_bytes() == b"new"


def test_a_link_in_the_folder_is_not_replaced_and_never_followed(
    save: Callable[..., Any], service: Service, tmp_path: Path
) -> None:
    folder, outside = tmp_path / "in", tmp_path / "outside"
    folder.mkdir()
    outside.write_bytes(b"mine")
    for target in (outside, tmp_path / "nowhere"):
        link = folder / service.name
        link.symlink_to(target)
        with pytest.raises(FileExistsError):
            save(folder)
        assert link.is_symlink()
        save(folder, overwrite=True)
        assert not link.is_symlink()
        link.unlink()
    assert outside.read_bytes() == b"mine"
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("links", [True, False])
def test_a_file_that_appears_in_the_meantime_is_not_replaced(
    save: Callable[..., Any],
    service: Service,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    links: bool,
) -> None:
    def no_links(self: Path, target: Path) -> None:
        raise PermissionError("no hard links here")

    if not links:
        monkeypatch.setattr(Path, "hardlink_to", no_links)
    mine = tmp_path / service.name
    service.before_answer = lambda: mine.write_bytes(b"mine") and None
    with pytest.raises(FileExistsError, match="overwrite=True"):
        save(tmp_path)
    assert mine.read_bytes() == b"mine"
    assert list(tmp_path.iterdir()) == [mine]
    mine.unlink()
    service.before_answer = lambda: None
    save(tmp_path)
    assert mine.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [mine]


def test_one_file_of_several_that_is_there_stops_all(
    do: Do, service: Service, tmp_path: Path
) -> None:
    def answer(seen: Seen) -> Reply:
        if seen.path.endswith("/files"):
            return Reply(body=b'{"filenames": ["a.txt", "b.txt"]}')
        return service.answer(seen)

    service.script.answer = answer
    (tmp_path / "b.txt").write_bytes(b"mine")
    with pytest.raises(FileExistsError, match=r"b\.txt"):
        do(
            lambda c: c.cell_measurement.save_files("m", tmp_path),
            api_url=service.script.url,
        )
    assert [path.name for path in tmp_path.iterdir()] == ["b.txt"]


ASKED: dict[str, Callable[[Path], Callable[[Any], Any]]] = {
    "raw data": lambda path: lambda c: c.raw_data.download("r", path),
    "series": lambda path: lambda c: c.cell_measurement.download("m", path),
}


@pytest.mark.parametrize("what", ASKED)
def test_a_path_that_the_caller_gives_is_replaced(
    do: Do, service: Service, tmp_path: Path, what: str
) -> None:
    for name in ("mine.mpr", ".mine"):
        mine = tmp_path / name
        mine.write_bytes(b"mine")
        do(ASKED[what](mine), api_url=service.script.url)
        assert mine.read_bytes() == b"new"


@posix
@pytest.mark.parametrize("what", ASKED)
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o400, 0o755])
def test_a_file_that_is_replaced_keeps_its_permissions(
    do: Do, service: Service, tmp_path: Path, what: str, mode: int
) -> None:
    mine = tmp_path / "mine"
    mine.write_bytes(b"mine")
    mine.chmod(mode)
    seen: list[int] = []

    def look() -> None:
        (part,) = tmp_path.glob(".*.part")
        seen.append(stat.S_IMODE(part.stat().st_mode))

    service.before_answer = look
    do(ASKED[what](mine), api_url=service.script.url)
    assert mine.read_bytes() == b"new"
    assert stat.S_IMODE(mine.stat().st_mode) == mode
    assert seen == [mode]  # also while it comes


@posix
def test_a_new_file_gets_the_permissions_of_a_usual_one(
    save: Callable[..., Any], service: Service, tmp_path: Path
) -> None:
    before = os.umask(0o027)
    try:
        save(tmp_path)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / service.name).stat().st_mode) == 0o640


@posix
@pytest.mark.parametrize("what", ASKED)
def test_what_is_no_file_is_left_alone(do: Do, service: Service, tmp_path: Path, what: str) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(OSError, match="no regular file"):
        do(ASKED[what](pipe), api_url=service.script.url)
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert service.downloads() == 0


def test_a_folder_is_no_place_for_a_series(do: Do, service: Service, tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError, match="give the name of a file in it"):
        do(ASKED["series"](tmp_path), api_url=service.script.url)
    assert service.downloads() == 0
