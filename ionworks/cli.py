"""The ``ionworks`` command. What it offers is in `ionworks.commands`."""

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Parameters
    ----------
    arguments : sequence of str, optional
        Its arguments; by default those of the process.

    Returns
    -------
    int
        The exit status; `ionworks.commands.statuses` lists them.
    """
    from ionworks.commands.running import run

    return run(sys.argv[1:] if arguments is None else arguments)


if __name__ == "__main__":
    sys.exit(main())
