"""Repeating what is safe to repeat until it works, or tries or time run out."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, TypeVar, cast

from ionworks import errors
from ionworks._io import certificates, failures

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tenacity import RetryCallState

T = TypeVar("T")


class RetryBudget:
    """A number of retries that calls take from together."""

    def __init__(self, left: int) -> None:
        self._left = left

    def spend(self, state: RetryCallState) -> bool:
        """Take one retry; tell whether none was left."""
        del state
        self._left -= 1
        return self._left < 0


async def repeat(
    attempt: Callable[[int], Awaitable[T]],
    *,
    sleep: Callable[[float], Awaitable[None]],
    tries: int,
    may_repeat: Callable[[BaseException], bool],
    longest_pause: float,
    deadline: float | None = None,
    budget: RetryBudget | None = None,
) -> T:
    """Repeat an attempt until it succeeds.

    Parameters
    ----------
    attempt : callable
        Awaited for each attempt, with its number from 1.
    sleep : callable
        Awaited for each pause.
    tries : int
        The most attempts.
    may_repeat : callable
        Tells of a failure whether another attempt is safe and makes sense.
    longest_pause : float
        A longer pause, in s, is not begun.
    deadline : float, optional
        Moment of the monotonic clock before which every pause has to end.
    budget : RetryBudget, optional
        Retries that other calls take from too.

    Raises
    ------
    IonworksError
        That of the last attempt, which knows how many there were.
    """
    try:
        return await attempt(1)
    except errors.IonworksError as problem:
        if not may_repeat(problem):
            problem.attempts = 1
            raise
        first = problem

    # Imported and set up only now, so that a call that succeeds at once does not pay for it.
    from tenacity import AsyncRetrying, retry_if_exception, stop_after_attempt, stop_before_delay
    from tenacity.stop import stop_base

    stop: stop_base = stop_after_attempt(tries)
    if deadline is not None:
        stop = stop | stop_before_delay(max(deadline - time.monotonic(), 0.0))
    # Any callable works as a condition.
    stop = stop | cast("stop_base", lambda state: state.upcoming_sleep > longest_pause)
    if budget is not None:
        stop = stop | cast("stop_base", budget.spend)
    made = 1
    try:
        async for retry in AsyncRetrying(
            sleep=sleep, stop=stop, wait=_pause, retry=retry_if_exception(may_repeat), reraise=True
        ):
            with retry:
                made = retry.retry_state.attempt_number
                if made == 1:
                    raise first
                return await attempt(made)
    except errors.IonworksError as problem:
        problem.attempts = made
        # The frames of the retry library do not help a reader.
        raise problem.with_traceback(None) from problem.__cause__
    raise AssertionError("unreachable")


def is_passing(problem: BaseException, *, repeatable: bool) -> bool:
    """Tell whether a request may be sent again, and may succeed then.

    Parameters
    ----------
    problem : BaseException
        How the request failed.
    repeatable : bool
        Whether it may be sent again although it may have been carried out.
    """
    if isinstance(problem, errors.RateLimitError):
        # A used-up quota comes back next month, not next second.
        return problem.error_code != "USAGE_LIMIT_REACHED" or problem.retry_after is not None
    if isinstance(problem, errors.APIConnectionError):
        if certificates.fault_of(problem) is not None:
            return False
        return repeatable or not failures.leaves_doubt(problem)
    code = getattr(problem, "error_code", None)
    if code in failures.DAMAGED_REQUEST:
        return True
    if code == failures.DAMAGED_OBJECT:
        return False
    if isinstance(problem, errors.ServerError | errors.TransferError):
        status = problem.status_code or 0
        busy = status == 429 or (status >= 500 and status not in failures.NEVER_DONE)
        return repeatable and busy
    return False


def _pause(state: RetryCallState) -> float:
    """Wait as long as the service asks, else longer each time, with jitter."""
    from tenacity import wait_random_exponential

    problem = state.outcome.exception() if state.outcome else None
    if isinstance(problem, errors.IonworksError) and problem.retry_after is not None:
        return problem.retry_after
    return wait_random_exponential(multiplier=0.3, max=8.0)(state)
