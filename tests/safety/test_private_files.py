"""Folders and files that others must not read or change: each permission counts by itself."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from ionworks._io.replacing import replacing
from ionworks.cache.folder import make_directory, make_private
from ionworks.errors import ConfigurationError
from ionworks.local import private

OTHERS = [1 << place for place in range(6)]
"""Permissions of the group and of everybody else, one each."""

pytestmark = pytest.mark.skipif(os.name != "posix", reason="others have permissions on POSIX")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


@pytest.mark.parametrize("bit", OTHERS)
def test_each_permission_of_others_is_taken(tmp_path: Path, bit: int) -> None:
    folder, outside = tmp_path / "folder", tmp_path / "outside"
    outside.write_text("x")
    (folder / "below").mkdir(parents=True)
    file = folder / "below" / "file"
    file.write_text("x")
    (folder / "below" / "link").symlink_to(outside)

    def opened(of_folder: int) -> None:
        outside.chmod(0o600 | bit)
        file.chmod(0o600 | bit)
        (folder / "below").chmod(0o700 | bit)
        folder.chmod(of_folder)

    opened(0o700 | bit)
    make_private(folder)
    assert mode(folder) == 0o700
    opened(0o700 | bit)
    private.close_folder(folder)
    assert (mode(folder), mode(folder / "below"), mode(file)) == (0o700, 0o700, 0o600)
    assert mode(outside) == 0o600 | bit  # what a link leads to is not the platform's
    opened(0o700)  # nobody else can come this far, so that nothing has to be looked at
    private.close_folder(folder)
    assert mode(file) == 0o600 | bit


def test_what_others_may_not_enter_stays_as_its_owner_wants_it(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    make_private(tmp_path)
    assert mode(tmp_path) == 0o500
    tmp_path.chmod(0o700)


def test_a_file_that_takes_the_place_of_a_private_one_is_private_from_the_beginning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target, seen, chmod = tmp_path / "target", [], Path.chmod
    target.write_text("before")
    target.chmod(0o640)

    def look(path: Path, wanted: int) -> None:
        seen.append(mode(path))
        chmod(path, wanted)

    monkeypatch.setattr(Path, "chmod", look)
    with replacing(target) as file:
        file.write(b"after")
    assert seen == [0o600]
    assert (target.read_bytes(), mode(target)) == (b"after", 0o640)


def test_a_file_or_a_link_is_no_folder_of_a_cache(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "link").symlink_to(tmp_path)
    for name in ("file", "link"):
        with pytest.raises(NotADirectoryError, match="not a folder"):
            make_private(tmp_path / name)
    make_directory(tmp_path / "a" / "b")
    assert mode(tmp_path / "a" / "b") == 0o700
    # Where only this user may write, a folder of theirs stays as it is.
    (tmp_path / "a" / "b").chmod(0o755)
    make_directory(tmp_path / "a" / "b")
    assert mode(tmp_path / "a" / "b") == 0o755
    (tmp_path / "a").chmod(0o1777)
    make_directory(tmp_path / "a" / "b")
    assert mode(tmp_path / "a" / "b") == 0o700


def test_a_state_is_read_up_to_its_limit_and_not_if_others_may_write_it(tmp_path: Path) -> None:
    path = tmp_path / "state"
    assert private.read(path, 4) is None
    private.write(path, "abcd")
    assert (private.read(path, 4), mode(path)) == (b"abcd", 0o600)
    with pytest.raises(ConfigurationError, match="more than 3 bytes"):
        private.read(path, 3)
    for bit in OTHERS:
        path.chmod(0o600 | bit)
        if bit & 0o022:
            with pytest.raises(ConfigurationError, match="written by other"):
                private.read(path, 4)
        else:
            assert private.read(path, 4) == b"abcd"
    path.chmod(0o600)
    link = tmp_path / "link"
    link.symlink_to(path)
    with pytest.raises(ConfigurationError, match="is a link"):
        private.read(link, 4)
    assert private.read(link, 4, named=True) == b"abcd"
    for refused in (tmp_path, link):
        with pytest.raises(ConfigurationError, match="no regular file"):
            private.refuse_planted(refused)
    private.refuse_planted(path)
    private.refuse_planted(tmp_path / "absent")
    with pytest.raises(OSError, match="no regular file"):
        private.open_regular(tmp_path)
    with private.open_regular(link) as file:
        assert file.read() == b"abcd"
    private.write(path, "new")
    assert [one.name for one in tmp_path.iterdir() if "new" in one.name] == []
    with pytest.raises(FileExistsError):
        private.create(path)
