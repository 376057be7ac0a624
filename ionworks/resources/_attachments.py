"""Files of a file measurement, checked before anything is sent."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from ionworks._given import shown
from ionworks._io.bodies import FileBody
from ionworks._io.replacing import refuse_existing
from ionworks.errors import RequestValidationError

if TYPE_CHECKING:
    from os import PathLike

# What the first bytes of an image file say, by the ending of its name.
_RIFF_WEBP = (b"RIFF", b"WEBP")
_SIGNATURES: dict[str, tuple[bytes, ...]] = {
    "jpg": (b"\xff\xd8\xff",),
    "jpeg": (b"\xff\xd8\xff",),
    "png": (b"\x89PNG\r\n\x1a\n",),
    "gif": (b"GIF87a", b"GIF89a"),
    "tiff": (b"II*\x00", b"MM\x00*"),
    "tif": (b"II*\x00", b"MM\x00*"),
    "bmp": (b"BM",),
}
IMAGE_EXTENSIONS = frozenset({*_SIGNATURES, "webp"})
_RESERVED = frozenset(
    {
        *("con", "prn", "aux", "nul", "conin$", "conout$"),
        *(f"{port}{n}" for port in ("com", "lpt") for n in "123456789¹²³"),
    }
)


@frozen
class Attachment:
    """A file that is about to be sent."""

    name: str
    content_type: str
    body: FileBody


def read_attachments(
    filepaths: Iterable[str | PathLike[str]], *, validate_images: bool
) -> list[Attachment]:
    """Read every file once; nothing is wrong with any of them when this returns.

    Raises
    ------
    TypeError
        A single path was given where several are wanted.
    FileNotFoundError
        A file is missing; the message names every one.
    ValueError
        There are no files, two have the same base name, or a file is not an image.
    TransferError
        A program is writing to a file.
    """
    if isinstance(filepaths, str | bytes | Path):
        raise TypeError("`filepaths` is a list of paths; put the one path into a list")
    if not isinstance(filepaths, Iterable):
        raise TypeError(f"`filepaths` is a list of paths, not {shown(filepaths)}")
    paths = [Path(path).expanduser() for path in filepaths]
    if not paths:
        raise RequestValidationError(
            "`filepaths` is empty; a file measurement has at least one file"
        )
    missing = [str(path) for path in paths if not path.is_file()]
    if missing:
        raise FileNotFoundError(f"no such file: {', '.join(missing)}; nothing was sent")
    seen: dict[str, Path] = {}
    for path in paths:
        if path.name in seen:
            raise ValueError(
                f"{seen[path.name]} and {path} have the same base name, and files of a "
                "measurement are known by it; rename one"
            )
        seen[path.name] = path
    if validate_images:
        for path in paths:
            _check_image(path)
    return [Attachment(path.name, _content_type(path), FileBody.of(path)) for path in paths]


def guessed_type(name: str) -> tuple[str | None, str | None]:
    """Guess media type and encoding by the ending of a name, and by nothing else of it.

    A bare name would be read as a URL, and one such as ``data:text/html,`` as its own type.
    """
    return mimetypes.guess_type(f"./{name}")


def _content_type(path: Path) -> str:
    guessed, encoding = guessed_type(path.name)
    is_image = guessed is not None and guessed.startswith("image/") and encoding is None
    return guessed if guessed and is_image else "application/octet-stream"


def _check_image(path: Path) -> None:
    ending = path.suffix.lower().removeprefix(".")
    if ending not in IMAGE_EXTENSIONS:
        known = ", ".join(sorted(IMAGE_EXTENSIONS))
        raise RequestValidationError(
            f"{path} is no image by its name; known endings are {known}. "
            "Leave out validate_images to send it anyway"
        )
    with path.open("rb") as file:
        head = file.read(16)
    if ending == "webp":
        fits = (head[:4], head[8:12]) == _RIFF_WEBP
    else:
        fits = head.startswith(_SIGNATURES[ending])
    if not fits:
        raise ValueError(
            f"{path} is named .{ending}, but its content is not: it begins with {head[:8].hex(' ')}"
        )


def prepare_targets(
    folder: str | PathLike[str], names: Iterable[str], *, overwrite: bool = False
) -> list[Path]:
    """Make a folder and place files of the platform in it.

    Parameters
    ----------
    folder : path
        Where to.
    names : iterable of str
        Their names on the platform, chosen by the person who uploaded them.
    overwrite : bool, default False
        Whether files may be replaced, and names may begin with a dot: programs read their
        settings from such files.

    Raises
    ------
    ValueError
        A name is not a plain file name, or begins with a dot.
    FileExistsError
        The folder has a file of a name already.
    """
    place = Path(folder).expanduser()
    targets = [safe_target(place, name) for name in names]
    if not overwrite:
        for target in targets:
            if target.name.startswith("."):
                raise ValueError(
                    f"the file name {target.name!r} begins with a dot, as those of settings do; "
                    "pass overwrite=True to write it, or read its content instead"
                )
            refuse_existing(target)
    place.mkdir(parents=True, exist_ok=True)
    return targets


def safe_target(folder: Path, name: str) -> Path:
    """Place a file of the platform in a folder; its name is data and must stay inside.

    Raises
    ------
    ValueError
        The name is not a plain file name.
    """
    plain = (
        0 < len(name.encode(errors="replace")) <= 255
        and name not in (".", "..")
        and not any(character in name for character in '/\\:*?"<>|\0')
        and name.isprintable()
        and name.split(".")[0].strip().lower() not in _RESERVED
        and name == name.rstrip(" .")
    )
    if not plain:
        raise ValueError(
            f"the file name {name!r} cannot be written safely everywhere; read its content "
            "instead, and choose a name yourself"
        )
    return folder / name
