"""A file that is written into the cache; it can be read even if it cannot be stored."""

from __future__ import annotations

import hashlib
import io
import os
from typing import TYPE_CHECKING, BinaryIO, Self, cast

from ionworks.cache.folder import remove

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import TracebackType

    from ionworks.cache.rows import Entry


class Draft(io.BufferedIOBase):
    """A file in a folder, or in memory as soon as the folder takes no more.

    Parameters
    ----------
    opened : tuple of int and pathlib.Path, optional
        Descriptor and path of an empty file; without one, memory from the start.
    on_failure : callable
        Called with the error of the folder.
    """

    def __init__(
        self, opened: tuple[int, Path] | None, on_failure: Callable[[OSError], None]
    ) -> None:
        self.path = None if opened is None else opened[1]
        self.keep = False
        self._file = io.BytesIO() if opened is None else open(opened[0], "w+b", buffering=0)  # noqa: SIM115, PTH123
        self._on_failure = on_failure

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def writable(self) -> bool:
        """Tell that it can be written."""
        return True

    def seekable(self) -> bool:
        """Tell that the position can be moved."""
        return True

    def read(self, size: int | None = -1, /) -> bytes:
        """Read from the position on."""
        return self._file.read(-1 if size is None else size) or b""

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        """Move the position."""
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        """Return the position."""
        return self._file.tell()

    def truncate(self, size: int | None = None, /) -> int:
        """Cut at the position, or at a size."""
        return self._file.truncate(size)

    def write(self, data: bytes | bytearray | memoryview, /) -> int:  # type: ignore[override]
        """Write all of it; if the disk is full, continue in memory."""
        position = self._file.tell()
        rest = memoryview(data)
        try:
            while rest:
                rest = rest[self._file.write(rest) or 0 :]
        except OSError as problem:
            self._on_failure(problem)
            self.move_to_memory()
            self._file.seek(position)
            self._file.write(data)
        return len(data)

    def move_to_memory(self) -> None:
        """Take what is there into memory and delete the file."""
        if self.path is None:
            return
        if self._file.closed:
            content = self.path.read_bytes()
        else:
            self._file.seek(0)
            content = self._file.read()
            self._file.close()
        remove(self.path)
        self.path = None
        self._file = io.BytesIO(content)

    def size(self) -> int:
        """Return its length in bytes."""
        return self._file.seek(0, io.SEEK_END)

    def sha256(self) -> str:
        """Hash the whole file."""
        self._file.seek(0)
        return hashlib.file_digest(self._file, "sha256").hexdigest()

    def move(self, target: Path) -> None:
        """Rename the file, which is written to the end.

        Raises
        ------
        OSError
            It is gone, or cannot be renamed.
        """
        assert self.path is not None
        if self.path == target:
            return
        if not self._file.closed:
            # If somebody cleared the folder, the open file is all that is left of it.
            self.path.stat()
            self._file.close()  # some systems do not rename an open file
        os.replace(self.path, target)  # noqa: PTH105
        self.path = target

    @property
    def content(self) -> Path | bytes:
        """The path of the file, or the bytes when there is none."""
        return self.path or cast("io.BytesIO", self._file).getvalue()

    def close(self) -> None:
        """Close the file, and delete it unless it is to be kept."""
        if not self.closed:
            self._file.close()
            if self.path is not None and not self.keep:
                remove(self.path)
        super().close()


class Writer:
    """Takes one download into the cache. Use it in a ``with`` statement.

    Open it before asking the service, so that an invalidation that happens while the
    answer travels is noticed: such an answer can be read, but is not stored.

    Examples
    --------
    ::

        with cache.writer(key) as writer:
            writer.file.write(...)
            writer.commit()
            frame = read_parquet(writer.source)
    """

    def __init__(
        self, draft: Draft, store: Callable[[Draft, str | None, str | None], Entry | None]
    ) -> None:
        self._draft = draft
        self._store = store

    @property
    def file(self) -> BinaryIO:
        """Where the bytes go. A full disk makes it go on in memory."""
        return cast("BinaryIO", self._draft)

    @property
    def source(self) -> Path | bytes:
        """What was written: a file, which if not stored lasts as long as the writer, or bytes."""
        return self._draft.content

    def commit(self, etag: str | None = None, sha256: str | None = None) -> Entry | None:
        """Store what was written, as a whole and at once.

        Parameters
        ----------
        etag : str, optional
            Version that the service gave to it.
        sha256 : str, optional
            Digest of what was written, if the caller knows it; otherwise the file is hashed.

        Returns
        -------
        Entry or None
            None if it is not stored: the cache is off or cannot be written, or the
            measurement was changed since this writer was opened. `source` holds the
            content either way.
        """
        entry = self._store(self._draft, etag, sha256)
        self._draft.keep = entry is not None
        return entry

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._draft.close()
