"""Verdicts agree with those of release 0.38.0 of the public client.

`agreement.parquet` holds simulated series, sound and damaged, and `agreement.json` what that
release said of each. Left out are series of less than 20 mA, and what is judged differently
on purpose: slow falls, amounts that are nothing but noise, currents that cannot tell. Jumps of
the voltage between two steps are not counted, unlike in that release. What that release does not
look for is left out too: `OURS`. It lists each step by itself; here the first finding on a column
speaks for all.
"""

import json
from pathlib import Path

import polars as pl
import pytest

from ionworks.validators import check

HERE = Path(__file__).parent
VERDICTS = json.loads((HERE / "agreement.json").read_text())

OURS = {"time_gap_under_current"}


@pytest.fixture(scope="module")
def series():
    return pl.read_parquet(HERE / "agreement.parquet").partition_by(
        "case", as_dict=True, include_key=False
    )


@pytest.mark.parametrize("case", range(len(VERDICTS)))
def test_verdict(case, series):
    verdict = VERDICTS[case]
    frame = series[(case,)].drop(verdict["missing"])
    found = [e for e in check(frame, **verdict["given"]).errors if e.code not in OURS]
    first: dict[tuple[str, str | None], dict] = {}
    for code, payload in verdict["errors"]:
        first.setdefault((code, payload.get("column", payload.get("direction"))), payload)
    assert [issue.code for issue in found] == [code for code, _ in first]
    for issue, payload in zip(found, first.values(), strict=True):
        got = {key: issue.payload[key] for key in payload}
        assert _rounded(got) == _rounded(payload)


def _rounded(value):
    if isinstance(value, dict):
        return {key: _rounded(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(each) for each in value]
    return pytest.approx(value, rel=1e-6, abs=1e-12) if isinstance(value, float) else value
