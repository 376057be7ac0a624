"""What converting a protocol gives: the files of a cycler."""

from __future__ import annotations

from base64 import b64decode
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from attrs import field, frozen

from ionworks._io.replacing import replacing
from ionworks.errors import UnexpectedResponseError
from ionworks.resources._attachments import prepare_targets

if TYPE_CHECKING:
    from collections.abc import Mapping
    from os import PathLike

    from ionworks_generated.models import ConvertedProtocol


@frozen
class ConvertResult:
    """A protocol as the files of a cycler.

    Attributes
    ----------
    target : str
        Whose files they are, such as ``"maccor"``.
    primary_filename : str
        Name of the protocol file.
    primary_bytes : bytes
        Its content.
    media_type : str
        Its media type.
    assets : list of tuple of str and bytes
        Name and content of each file that goes with it, such as drive cycles.
    """

    target: str
    primary_filename: str
    primary_bytes: bytes = field(repr=lambda content: f"<{len(content)} bytes>")
    media_type: str
    assets: list[tuple[str, bytes]] = field(factory=list, repr=lambda files: f"<{len(files)}>")

    @classmethod
    def _of(cls, answer: ConvertedProtocol) -> Self:
        name, content = _file(answer.primary)
        others = [_file(asset.to_dict()) for asset in answer.assets or ()]
        return cls(answer.target, name, content, answer.primary.get("media_type", ""), others)

    def text(self, encoding: str = "utf-8") -> str:
        """Return the protocol file as text.

        Parameters
        ----------
        encoding : str, default "utf-8"
            How it is encoded.
        """
        return self.primary_bytes.decode(encoding)

    def save(self, directory: str | PathLike[str], *, overwrite: bool = False) -> list[Path]:
        """Write all files into a folder, which is made if it is not there.

        Parameters
        ----------
        directory : path
            Where to.
        overwrite : bool, default False
            Whether files may be replaced, and names may begin with a dot.

        Returns
        -------
        list of pathlib.Path
            The files; the protocol comes first.

        Raises
        ------
        FileExistsError
            The folder has a file of a name already. Nothing was written.
        ValueError
            A name is no plain file name, or begins with a dot.
        """
        files = [(self.primary_filename, self.primary_bytes), *self.assets]
        targets = prepare_targets(directory, [name for name, _ in files], overwrite=overwrite)
        for target, (_, content) in zip(targets, files, strict=True):
            with replacing(target, overwrite=overwrite) as file:
                file.write(content)
        return targets


def _file(sent: Mapping[str, Any]) -> tuple[str, bytes]:
    """Read a file of the answer: its name and its content.

    Raises
    ------
    UnexpectedResponseError
        It has no name, or its content is no Base64.
    """
    name, content = sent.get("filename"), sent.get("content_base64")
    try:
        if isinstance(name, str) and isinstance(content, str):
            return name, b64decode(content, validate=True)
    except ValueError:
        pass
    raise UnexpectedResponseError(f"The service sent a file {name!r} that is not whole")
