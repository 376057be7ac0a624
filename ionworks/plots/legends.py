"""Legends that stay readable: beside the axes, for as many lines as the eye can distinguish."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_LETTER: Final = 0.075  # inches that a letter of a legend takes at most
_HANDLE: Final = 0.6  # inches of the line before a name
_ROW: Final = 0.19  # inches from one name to the next
_SIZE: Final = 7.0, 4.0  # inches of a figure without a legend
_LONGEST: Final = 32  # letters of a name
_MOST_NAMED: Final = 20  # lines that a legend names; colours repeat after as many


def shortened(name: str) -> str:
    """Return a name with its middle left out if it is long: ends tell cells apart."""
    if len(name) <= _LONGEST:
        return name
    half = (_LONGEST - 1) // 2
    return f"{name[:half]}…{name[-half:]}"


def size_beside(names: Sequence[str]) -> tuple[float, float]:
    """Return the width and the height in inches of a figure that has room for a legend."""
    if not 2 <= len(names) <= _MOST_NAMED:
        return _SIZE
    longest = max(len(shortened(name)) for name in names)
    width, height = _SIZE
    return width + _LETTER * longest + _HANDLE, max(height, _ROW * len(names) + 0.4)


def legend_beside(
    fig: Figure, axes: Axes, handles: Sequence[Artist], names: Sequence[str], *, own: bool
) -> None:
    """Name lines to the right of a figure of our own, or inside axes of the user.

    More lines than the eye can distinguish are counted above the axes instead.

    Parameters
    ----------
    fig, axes
        The figure and its first axes.
    handles, names
        The lines and what they are called. One line needs no name.
    own : bool
        Whether the figure is made here, so that there is room beside its axes.
    """
    if len(names) < 2:
        return
    if len(names) > _MOST_NAMED:
        note = f"{len(names)} series; a legend names up to {_MOST_NAMED}"
        axes.set_title(note, loc="right", fontsize="small", color="0.4")
        return
    texts = [shortened(name) for name in names]
    if own:
        fig.legend(
            list(handles),
            texts,
            loc="outside right upper",
            fontsize="small",
            frameon=False,
        )
    else:
        axes.legend(list(handles), texts, fontsize="small", frameon=False)


def legend_above(fig: Figure, axes: Axes, handles: list[Artist], names: list[str]) -> None:
    """Name lines in rows above the axes, as many beside each other as fit."""
    longest = _LETTER * max(map(len, names)) + _HANDLE
    columns = max(1, min(int(fig.get_figwidth() / longest), len(names)))
    if own_layout(fig):
        fig.legend(handles, names, loc="outside upper center", ncols=columns, frameon=False)
    else:
        axes.legend(handles, names, ncols=columns, fontsize="small", frameon=False)


def own_layout(fig: Figure) -> bool:
    """Tell whether a figure makes room for what stands outside of its axes."""
    engine = fig.get_layout_engine()
    return engine is not None and type(engine).__name__ == "ConstrainedLayoutEngine"
