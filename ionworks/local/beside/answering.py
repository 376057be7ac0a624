"""The process in which a package beside the platform answers a question."""

import json
import os
import sys
from importlib import import_module


def main(module: str) -> None:
    """Read a question from the standard input, and write the answer to the standard output.

    Parameters
    ----------
    module : str
        Where the functions are that answer.
    """
    # What a library prints goes to the errors.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    function, question = json.load(sys.stdin)
    answer = getattr(import_module(module), function)(**question)
    json.dump(answer, answers, allow_nan=False)
    answers.close()
