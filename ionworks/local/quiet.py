"""Keeps the lines of the platform's server out of the log of the program that it runs in.

The libraries below the platform log under names of their own, which the program may use as well
for its own servers and databases. So only what comes from the platform is left out.
"""

import logging
from typing import Final

THREAD: Final = "ionworks-platform"
"""Name of the thread that the platform serves in."""

ENGINE: Final = "ionworks"
"""Name of the platform's database in the names of SQLAlchemy's loggers."""

_LOG: Final = logging.getLogger("ionworks.local.server")
_LOGGERS: Final = (
    "asyncio",
    "python_multipart.multipart",
    "uvicorn.access",
    "uvicorn.asgi",
    "uvicorn.error",
)
_ENGINES: Final = (f"sqlalchemy.engine.Engine.{ENGINE}", f"sqlalchemy.pool.impl.QueuePool.{ENGINE}")


class _NotOfPlatform(logging.Filter):
    """Lets through what does not come from the thread of the platform.

    Its failures are logged under the platform's own name instead.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Tell whether a record is to be logged."""
        if record.threadName != THREAD:
            return True
        if record.levelno >= logging.ERROR and _LOG.isEnabledFor(record.levelno):
            _LOG.handle(logging.makeLogRecord({**record.__dict__, "name": _LOG.name}))
        return False


_not_of_platform: Final = _NotOfPlatform()


def keep_out_of_logs() -> None:
    """Leave the server's lines out from now on; further calls do nothing."""
    for name in _LOGGERS:
        logging.getLogger(name).addFilter(_not_of_platform)


# Before the engine is made: it looks at the level of its logger then, to decide what it says.
for _name in _ENGINES:
    logging.getLogger(_name).setLevel(logging.WARNING)
