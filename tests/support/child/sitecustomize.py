"""Loaded by each Python that a test starts: holds a platform that runs in it to the contract.

The module of the server is watched for instead of imported, so that processes that start no
platform are as quick as they are without this.
"""

import importlib.util
import os
import sys
from pathlib import Path

SERVER = "ionworks.local.server"


class _Watch:
    """Finds the server as always, and wraps what it makes once it is loaded."""

    def find_spec(self, name, path=None, target=None):
        if name != SERVER:
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(name)
        load = spec.loader.exec_module

        def load_and_hold(module):
            load(module)
            contract = _load(Path(__file__).parents[1] / "contract.py")
            contract.hold_platforms(module, Path(os.environ["ANSWERS_LEDGER"]))

        spec.loader.exec_module = load_and_hold
        return spec


def _load(file):
    # By its file: this folder is all of the tests that such a process is to find.
    spec = importlib.util.spec_from_file_location("support_contract", file)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


if "ANSWERS_LEDGER" in os.environ:
    sys.meta_path.insert(0, _Watch())
