"""When a cell rests: how small a current must be, for the labels of steps and for the checks.

A cycler shows some current at rest too: its offset, and its noise. What is small depends on the
cell, so the limit is a share of its capacity, or of the currents of the test where the capacity is
not known. A limit in ampere is only for tables of steps and tests that tell neither.
"""

from __future__ import annotations

from typing import Final

__all__ = ["REST_CURRENT", "REST_OF_STRONG", "REST_OF_USUAL", "REST_RATE"]

#: Share of the rated capacity per hour (A for A.h), or of the largest or usual current, up to
#: which a cell rests: it would take 1,000 hours to charge it. No test cycles so slowly.
REST_RATE: Final = 1e-3

#: A, up to which a cell rests where nothing tells its size: the offset of a usual cycler.
REST_CURRENT: Final = 1e-3

#: Share of the strong current up to which a cell rests. The strong current is a mean over large
#: currents, so the largest is up to about twice as strong.
REST_OF_STRONG: Final = 2 * REST_RATE

#: Share of the usual current up to which `REST_CURRENT` is not a rest, but a current of the test.
#: It is larger than the others, as it only guards the tests of small cells: their currents must
#: stand out from the limit in ampere, and cyclers have a larger offset beside small currents.
REST_OF_USUAL: Final = 0.02
