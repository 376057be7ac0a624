"""What each fault on each kind of request leads to, once or for good.

A cell reads ``outcome arrived/processed``: ``ok`` or the class of the error, how many requests
of the operation arrived, and how many of them the platform processed. The client repeats once.

``create`` is the one request that adds a record each time it is processed, so it is sent again
only if it was certainly not processed: the connection was never made, or the service said 429.
A read changes nothing. Initiating an upload reserves an id that nobody sees; one that is not
confirmed lapses. A PUT stores the same bytes in the same place. A confirmation makes a record too,
but under an id that is known: in doubt the client looks whether the record is there, and confirms
again only if it is not.
"""

from __future__ import annotations

from faults import breaks
from support.proxy import Fault

from ionworks import errors

REFUSED, EXPIRED = "refused connection", "expired link"  # need more than one exchange

FAULTS: dict[str, Fault] = {
    "reset before": breaks.reset_before,
    "reset after": breaks.reset_after,
    "hang": breaks.hang,
    "drip": breaks.drip,
    "drip of the head": breaks.drip_head,
    "truncated": breaks.truncated,
    "length too large": breaks.length_too_large,
    "length too small": breaks.length_too_small,
    "429": breaks.answering(429),
    "429 in 7 s": breaks.answering(429, Retry_After="7"),
    "429 at a date": breaks.retry_at(7),
    "500": breaks.answering(500),
    "502 in HTML": breaks.answering(502, b"<h1>Bad gateway</h1>", Content_Type="text/html"),
    "502 after": breaks.lost_behind(502),
    "503": breaks.answering(503, Retry_After="1"),
    "520": breaks.answering(520),
    "in circles": breaks.in_circles,
    "elsewhere": breaks.elsewhere,
}

ERRORS: dict[str, type[errors.IonworksError]] = {
    "broken": errors.APIConnectionError,
    "timeout": errors.APITimeoutError,
    "server": errors.ServerError,
    "rate": errors.RateLimitError,
    "transfer": errors.TransferError,
    "odd": errors.UnexpectedResponseError,
}

OPERATIONS = ("get", "create", "initiate", "PUT", "confirm", "read")

ONCE = """
                   | get        | create     | initiate   | PUT         | confirm| read
refused connection | ok 1/1     | ok 1/1     | ok 1/1     | ok 1/1      | ok 1/1 | ok 1/1
reset before       | ok 2/1     | broken 1/0 | ok 2/1     | ok 2/1      | ok 2/1 | ok 2/1
reset after        | ok 2/2     | broken 1/1 | ok 2/2     | ok 2/2      | ok 1/1 | ok 2/2
hang               | ok 2/1     | timeout 1/0| ok 2/1     | ok 2/1      | ok 2/1 | ok 2/1
drip               | timeout 1/1| timeout 1/1| timeout 1/1| ok 2/2      | ok 1/1 | ok 2/2
drip of the head   | ok 2/2     | timeout 1/1| ok 2/2     | ok 2/2      | ok 1/1 | ok 2/2
truncated          | ok 2/2     | broken 1/1 | ok 2/2     | ok 2/2      | ok 1/1 | ok 2/2
length too large   | ok 2/2     | broken 1/1 | ok 2/2     | ok 2/2      | ok 1/1 | ok 2/2
length too small   | odd 1/1    | odd 1/1    | odd 1/1    | ok 1/1      | ok 1/1 | odd 1/1
429                | ok 2/1     | ok 2/1     | ok 2/1     | ok 2/1      | ok 2/1 | ok 2/1
429 in 7 s         | ok 2/1     | ok 2/1     | ok 2/1     | ok 2/1      | ok 2/1 | ok 2/1
429 at a date      | ok 2/1     | ok 2/1     | ok 2/1     | ok 2/1      | ok 2/1 | ok 2/1
500                | ok 2/1     | server 1/0 | ok 2/1     | ok 2/1      | ok 2/1 | ok 2/1
502 in HTML        | ok 2/1     | server 1/0 | ok 2/1     | ok 2/1      | ok 2/1 | ok 2/1
502 after          | ok 2/2     | server 1/1 | ok 2/2     | ok 2/2      | ok 1/1 | ok 2/2
503                | ok 2/1     | server 1/0 | ok 2/1     | ok 2/1      | ok 2/1 | ok 2/1
520                | ok 2/1     | server 1/0 | ok 2/1     | ok 2/1      | ok 2/1 | ok 2/1
in circles         | odd 1/0    | odd 1/0    | odd 1/0    | transfer 1/0| odd 1/0| ok 2/1
elsewhere          | odd 1/0    | odd 1/0    | odd 1/0    | transfer 1/0| odd 1/0| ok 1/0
expired link       | -          | -          | -          | transfer 1/1| -      | ok 2/2
"""

LASTING = """
                   | get       | create    | initiate  | PUT         | confirm   | read
refused connection | broken 0/0| broken 0/0| broken 0/0| broken 0/0  | broken 0/0| broken 0/0
reset before       | broken 2/0| broken 1/0| broken 2/0| broken 2/0  | broken 2/0| broken 2/0
reset after        | broken 2/2| broken 1/1| broken 2/2| broken 2/2  | ok 1/1    | broken 2/2
429                | rate 2/0  | rate 2/0  | rate 2/0  | transfer 2/0| rate 2/0  | transfer 2/0
500                | server 2/0| server 1/0| server 2/0| transfer 2/0| server 2/0| transfer 2/0
502 after          | server 2/2| server 1/1| server 2/2| transfer 2/2| ok 1/1    | transfer 2/2
in circles         | odd 1/0   | odd 1/0   | odd 1/0   | transfer 1/0| odd 1/0   | transfer 6/0
expired link       | -         | -         | -         | transfer 1/1| -         | transfer 4/4
"""


def cells(table: str) -> list[tuple[str, str, str]]:
    """Read a table: fault, operation and expectation of each cell that is not empty."""
    head, *rows = (
        [cell.strip() for cell in line.split("|")] for line in table.strip("\n").split("\n")
    )
    assert tuple(head[1:]) == OPERATIONS
    return [
        (fault, operation, expected)
        for fault, *expectations in rows
        for operation, expected in zip(OPERATIONS, expectations, strict=True)
        if expected != "-"
    ]
