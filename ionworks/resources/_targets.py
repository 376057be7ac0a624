"""Where the parts of an upload go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ionworks.errors import UnexpectedResponseError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ionworks_generated.models import UploadTarget


def target_for(targets: Sequence[UploadTarget], filename: str, place: int) -> UploadTarget:
    """Pick the target that is named for a file, or the one in its place.

    Raises
    ------
    UnexpectedResponseError
        The service offered neither.
    """
    for target in targets:
        if isinstance(target.filename, str) and target.filename.rpartition("/")[2] == filename:
            return target
    unnamed = [target for target in targets if not target.filename]
    if len(unnamed) == len(targets) and place < len(targets):
        return targets[place]
    raise UnexpectedResponseError(f"The service offers no place for {filename!r}")
