"""What a file is, by its first bytes, and its text in whatever encoding it is."""

from __future__ import annotations

import gzip
import re
import zlib
from pathlib import Path
from typing import Final, Literal, TypeAlias

from ionworks.errors import FileFormatError

__all__ = ["UTF16", "Kind", "kind_of", "load", "suffix_of", "text_of"]

Kind: TypeAlias = Literal["text", "parquet", "workbook", "archive"]

_GZIP: Final = b"\x1f\x8b"
_WORKBOOKS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
UTF16: Final = (b"\xff\xfe", b"\xfe\xff")
_UTF8_MARK: Final = b"\xef\xbb\xbf"
_CELSIUS_OF_CHINESE: Final = re.compile(rb"\xa1\xe3C|\xa1\xe6")  # ° and ℃ in GB 18030
#: Words of headers: text in another encoding holds none of them.
_ASIAN_WORDS: Final = ("电压", "电流", "時間", "時刻", "電圧", "電流", "时间", "循环")
_LOOKED_AT: Final = 64 * 1024  # bytes
_CONTROLS: Final = frozenset(range(32)) - {9, 10, 11, 12, 13, 26, 27}


def load(path: Path) -> tuple[bytes, str]:
    """Read a file, unpacked if it is packed with gzip.

    Returns
    -------
    data : bytes
        Its content.
    name : str
        Its name.

    Raises
    ------
    FileNotFoundError, IsADirectoryError
        There is no such file.
    FileFormatError
        It is empty, or its packing is damaged.
    """
    if path.is_dir():
        raise IsADirectoryError(f"{path} is a folder; read its files one by one")
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise FileNotFoundError(f"there is no file {path}") from None
    if data.startswith(_GZIP):
        try:
            data = gzip.decompress(data)
        except (OSError, EOFError, zlib.error) as problem:
            raise FileFormatError(
                f"{path.name} is a damaged gzip file ({problem}); copy or pack it again"
            ) from problem
    if not data.strip(b"\0 \t\r\n" + _UTF8_MARK):
        raise FileFormatError(f"{path.name} is empty; export the data again")
    return data, path.name


def suffix_of(name: str) -> str:
    """Return the end of a file's name in small letters, before that of the packing."""
    return Path(name.lower().removesuffix(".gz")).suffix


def kind_of(data: bytes) -> Kind:
    """Tell what a file is by its first bytes."""
    if data.startswith(b"PAR1"):
        return "parquet"
    if data.startswith(_WORKBOOKS):
        return "workbook"
    return "text"


def text_of(data: bytes, name: str, encoding: str | None = None) -> tuple[str, str]:
    """Return the text of a file, and the encoding that it is in.

    Parameters
    ----------
    data : bytes
        The content.
    name : str
        What to call the file in errors.
    encoding : str, optional
        The encoding, if it is known.

    Raises
    ------
    FileFormatError
        This is no text, or not in the given encoding.
    """
    if encoding is not None:
        try:
            return data.decode(encoding).removeprefix("\ufeff"), encoding
        except LookupError:
            raise ValueError(f"there is no encoding {encoding!r}; examples: 'cp1252'") from None
        except UnicodeDecodeError as problem:
            raise FileFormatError(
                f"{name} is not in the encoding {encoding!r} (byte {problem.start}); leave "
                "`encoding` out, or name the right one"
            ) from problem
    head = data[:_LOOKED_AT]
    for candidate in _candidates(head):
        try:
            text = data.decode(candidate)
        except UnicodeDecodeError:
            continue
        if _is_text(text[:_LOOKED_AT]):
            return text.removeprefix("\ufeff"), candidate.removesuffix("-sig")
    raise FileFormatError(
        f"{name} is a binary file of a kind that is not known; export the data as text (CSV), "
        "Excel or Parquet"
    )


def _candidates(head: bytes) -> tuple[str, ...]:
    if head.startswith(_UTF8_MARK):
        return ("utf-8-sig",)
    if head.startswith(UTF16):
        return ("utf-16",)
    if b"\0" in head:  # text in the Latin alphabet has every second byte 0
        even, odd = head[::2].count(0), head[1::2].count(0)
        return ("utf-16-le",) if odd > even else ("utf-16-be",)
    asian = [
        encoding
        for encoding in ("gb18030", "shift_jis")
        if any(word in head.decode(encoding, "ignore") for word in _ASIAN_WORDS)
    ]
    if _CELSIUS_OF_CHINESE.search(head):
        asian.append("gb18030")
    return ("utf-8", *asian, "cp1252", "latin-1")


def _is_text(head: str) -> bool:
    controls = sum(ord(letter) in _CONTROLS for letter in head)
    return controls <= len(head) / 1000
