"""Questions to a package beside the platform: one process for each, one at a time."""

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import Any, Final

from ionworks.local.errors import NotHere, without_paths
from ionworks.local.processing.subprocess_runner import can_start, environment

_START: Final = (
    "import sys; sys.path += sys.argv[2:]; "
    "from ionworks.local.beside.answering import main; main(sys.argv[1])"
)
_SECONDS: Final = 300.0
_TURN: Final = Lock()  # an import takes a core for seconds


def ask(package: str, what: str, **question: Any) -> dict[str, Any]:
    """Put a question to a package.

    Parameters
    ----------
    package : str
        Its name; the module ``ask_<package>.py`` of this folder has the functions that answer.
    what : str
        Which function to call.
    **question : object
        Its arguments, which JSON can hold.

    Raises
    ------
    NotHere
        The package is not installed, or cannot be used (501).
    """
    if not can_start() or find_spec(package) is None:
        raise _unusable(package, "is not installed there")
    module = f"{__package__}.ask_{package}"
    # Isolated, as the process of the uploads: where this process imports from is looked into last.
    command = [sys.executable, "-I", "-c", _START, module, *filter(None, sys.path)]
    with _TURN:
        try:
            done = subprocess.run(  # noqa: S603 - our own module
                command,
                input=json.dumps([what, question]).encode(),
                capture_output=True,
                timeout=_SECONDS,
                check=False,
                cwd=Path(sys.executable).parent,
                env={**environment(), "PYBAMM_DISABLE_TELEMETRY": "true"},
            )
        except subprocess.TimeoutExpired:
            raise _unusable(package, f"took more than {_SECONDS:g} seconds") from None
    if done.returncode or not done.stdout:
        *_, last = done.stderr.decode(errors="replace").splitlines() or ["it said nothing"]
        raise _unusable(package, f"failed: {without_paths(last)}")
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _unusable(package: str, why: str) -> NotHere:
    return NotHere(
        f"The embedded platform asks {package} for this, which {why}. Install {package} where the "
        "platform runs, or ask the hosted service."
    )
