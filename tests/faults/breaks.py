"""The faults, in words of what the network or the service does."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from support.proxy import Answer, Exchange, Fault

HTML = {"Content-Type": "text/html"}
LONG = 60.0


def reset_before(exchange: Exchange) -> None:
    """Break the connection before the service sees the request."""
    exchange.reset()


def reset_after(exchange: Exchange) -> None:
    """Let the service process the request and swallow its answer."""
    exchange.forward()
    exchange.reset()


def hang(exchange: Exchange) -> None:
    """Never answer."""
    exchange.client_is_there(LONG)


def drip(exchange: Exchange) -> None:
    """Process the request, then answer a byte at a time, without end."""
    answer = exchange.forward()
    exchange.send_head(answer, announced=10**6)
    while exchange.client_is_there(0.05):
        exchange.write(b" ")


def drip_head(exchange: Exchange) -> None:
    """Process the request, then answer with a head of which a byte comes at a time."""
    exchange.forward()
    exchange.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while exchange.client_is_there(0.05):
        exchange.write(b"z")


def truncated(exchange: Exchange) -> None:
    """Send half of the answer's body and close."""
    answer = exchange.forward()
    half = len(answer.body) // 2
    length = max(len(answer.body), 1)  # an answer without a body announces one
    exchange.send(Answer(answer.status, answer.headers, answer.body[:half]), announced=length)
    exchange.hang_up()


def length_too_large(exchange: Exchange) -> None:
    """Announce more than comes, and close."""
    answer = exchange.forward()
    exchange.send(answer, announced=len(answer.body) + 10)
    exchange.hang_up()


def length_too_small(exchange: Exchange) -> None:
    """Announce half of what comes."""
    answer = exchange.forward()
    exchange.send(answer, announced=len(answer.body) // 2)


def answering(status: int, body: bytes = b"", **headers: str) -> Fault:
    """Answer instead of the service, which sees nothing."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}

    def fault(exchange: Exchange) -> None:
        exchange.send(Answer(status, named, body))

    return fault


def lost_behind(status: int, body: bytes = b"<h1>Bad gateway</h1>") -> Fault:
    """Let the service process the request, and answer as a gateway that missed its answer."""

    def fault(exchange: Exchange) -> None:
        exchange.forward()
        exchange.send(Answer(status, HTML, body))

    return fault


def retry_at(seconds: float, *, clock_of_the_service: timedelta = timedelta()) -> Fault:
    """Refuse for now, naming a moment by the clock of the service."""

    def fault(exchange: Exchange) -> None:
        now = datetime.now(UTC) + clock_of_the_service
        headers = {
            "Date": format_datetime(now, usegmt=True),
            "Retry-After": format_datetime(now + timedelta(seconds=seconds), usegmt=True),
        }
        exchange.send(Answer(429, headers))

    return fault


def in_circles(exchange: Exchange) -> None:
    """Redirect to the same address, again and again."""
    exchange.send(Answer(307, {"Location": exchange.proxy.url + exchange.target}))


def elsewhere(exchange: Exchange) -> None:
    """Redirect to another origin: past the proxy, to the server itself."""
    exchange.send(Answer(307, {"Location": exchange.proxy.behind + exchange.target}))


def last_before_refusing(exchange: Exchange) -> None:
    """Answer as ever, but refuse every connection from then on."""
    answer = exchange.forward()
    exchange.proxy.refuse()
    exchange.close_after_this()
    exchange.send(answer)


LOST = {
    "reset": reset_after,
    "502": lost_behind(502),
    "unreadable": length_too_small,
}
"""Ways to lose the answer to a request that was processed."""
