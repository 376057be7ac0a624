"""The time in which an answer has to come.

The HTTP library bounds each silence by itself, so that a service which sends a byte now and then
could hold up a request for as long as it likes. It also reads interim answers (1xx) in a loop
until another answer comes, and reads on while the frame of a body is not complete. Here the reads
and writes of a connection are bounded together: by time, and before the answer begins also by size.
The connections of `network` ask here before each read and write.
"""

from __future__ import annotations

import time
from contextvars import ContextVar, Token
from math import inf
from typing import Self

import httpx
from attrs import define, field

# A socket takes 0 for not waiting at all.
_NO_TIME = 0.001
# Bytes that may come before an answer: its own head, and interim answers. The HTTP library takes
# no head of more than a tenth of it.
_MOST_BEFORE_ANSWER = 1024 * 1024


@define
class Wait:
    """How long a request may wait, for each read and in total.

    It bounds the reads and writes of the ``with`` block that it is used in. This is a class
    instead of two nested generators, because each request makes two.
    """

    until: float
    in_body: bool = False
    _silent_since: float = field(factory=time.monotonic, init=False)
    _came: int = 0
    _is_over: bool = False
    _outer: Token[Wait | None] | None = field(default=None, init=False)

    def __enter__(self) -> Self:
        self._outer = _wait.set(self)
        return self

    def __exit__(self, *failure: object) -> None:
        if self._outer is not None:
            _wait.reset(self._outer)

    def begin_silence(self) -> None:
        """Count the silence of the service from now on."""
        self._silent_since = time.monotonic()

    def to_send(self, silence: float | None) -> float | None:
        """Return how long the next bytes may wait to be sent, in s."""
        # The service is not to blame for the time that the caller took to prepare them.
        self.begin_silence()
        return self._seconds_left(silence, httpx.WriteTimeout)

    def to_hear(self, silence: float | None) -> float | None:
        """Return how long the next bytes may take to come, in s.

        All of an answer's head has to come within one silence; of its body, the next bytes.
        """
        if self.in_body:
            self.begin_silence()
        return self._seconds_left(silence, httpx.ReadTimeout)

    def heard(self, data: bytes) -> bytes:
        """Count what came."""
        if not self.in_body:
            self._came += len(data)
            if self._came > _MOST_BEFORE_ANSWER:
                raise httpx.RemoteProtocolError(
                    f"more than {_MOST_BEFORE_ANSWER // 1024} KiB came, and no answer among them"
                )
        return data

    def _seconds_left(self, silence: float | None, late: type[Exception]) -> float | None:
        end = min(self.until, self._silent_since + (inf if silence is None else silence))
        if end == inf:
            return None
        left = end - time.monotonic()
        if left > 0:
            self._is_over = False
            return left
        # Bytes that have already arrived may be read once, because this process may have been
        # delayed. Otherwise a service that keeps sending would never reach the limit.
        if self._is_over:
            raise late("the answer took too long")
        self._is_over = True
        return _NO_TIME


_wait: ContextVar[Wait | None] = ContextVar("wait", default=None)


def current() -> Wait | None:
    """Return the limits of the request that is under way, if it has some."""
    return _wait.get()


def awaiting_answer(until: float | None) -> Wait:
    """Bound reads and writes until the head of an answer is there, in a ``with`` block.

    Parameters
    ----------
    until : float or None
        Moment of the monotonic clock at which all has to be over, if there is one.
    """
    return Wait(inf if until is None else until)


def awaiting_body(until: float) -> Wait:
    """Bound the reads of an answer's body, in a ``with`` block.

    Parameters
    ----------
    until : float
        Moment of the monotonic clock at which all has to be over. It can be changed as bytes
        come: the block gets an object with the attribute `until`.
    """
    return Wait(until, in_body=True)
