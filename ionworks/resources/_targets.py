"""Where the parts of an upload go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ionworks import digests
from ionworks.errors import UnexpectedResponseError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ionworks_generated.models import UploadTarget

    from ionworks._io.bodies import Body


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


def stated_digests(
    targets: Sequence[UploadTarget], bodies: Sequence[Body]
) -> dict[str, dict[str, str]]:
    """Return what a confirmation says of the bodies: their SHA-256, where the service takes it."""
    found = {
        target.filename: body.sha256
        for target, body in zip(targets, bodies, strict=True)
        if target.digest == digests.OFFERED and isinstance(target.filename, str)
    }
    return {"digests": found} if found else {}
