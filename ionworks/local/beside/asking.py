"""Questions that are answered in a process of their own, one at a time."""

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import Any, Final

from ionworks.local.errors import NotHere, without_paths
from ionworks.local.processing.subprocess_runner import can_start, environment

_SECONDS: Final = 300.0
_TURN: Final = Lock()  # an import takes a core for seconds
_START: Final = (
    "import sys; sys.path += sys.argv[2:]; "
    "from ionworks.local.beside.answering import main; main(sys.argv[1])"
)


def ask(module: str, what: str, *, needs: str = "ionworks", **question: Any) -> dict[str, Any]:
    """Put a question.

    Parameters
    ----------
    module : str
        Name of the module of this package that answers.
    what : str
        Which of its functions to call.
    needs : str, optional
        The package that has to be installed for it.
    **question : object
        The arguments, which JSON can hold.

    Raises
    ------
    NotHere
        The package is not installed, or there is no answer.
    """
    if find_spec(needs) is None:
        raise NotHere(
            f"The embedded platform asks {needs} for this, which is not installed. Install {needs} "
            "where the platform runs, or ask the hosted service."
        )
    if not can_start():
        raise _unanswered("needs a Python of its own")
    # Isolated, as the process of the uploads: where this process imports from is looked into last.
    answering = f"{__package__}.{module}"
    command = [sys.executable, "-I", "-c", _START, answering, *filter(None, sys.path)]
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
            raise _unanswered(f"took more than {_SECONDS:g} seconds") from None
    if done.returncode or not done.stdout:
        *_, last = done.stderr.decode(errors="replace").splitlines() or ["it said nothing"]
        raise _unanswered(f"failed: {without_paths(last)}")
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _unanswered(why: str) -> NotHere:
    return NotHere(f"The embedded platform cannot do this: it {why}. Ask the hosted service.")
