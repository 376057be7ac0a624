"""``python -m ionworks``: the command."""

import sys

from ionworks.cli import main

if __name__ == "__main__":
    sys.exit(main())
