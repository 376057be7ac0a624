"""Which sign of the current is discharge: words, else the voltage, else the cycler."""

import polars as pl
import pytest

import ionworks
from ionworks import FileFormatError
from ionworks.readers.signs import sign_of

NOTHING = "no current flows, so that nothing depends on its sign"
KEPT = "kept: it is positive where 'Mode' says discharge"
TURNED = "turned: it is negative where 'Mode' says discharge"
UNSIGNED = "from the states in 'Mode': the file has a current without sign"
BY_VOLTAGE = "kept: the voltage falls while the current is positive"
AGAINST_VOLTAGE = "turned: the voltage rises while the current is positive"


def series(*steps, level=False):
    """Give ten rows a minute apart for each current; its voltage follows a true discharge.

    Each step is a current and whether it truly discharges; None is a rest.
    """
    rows, voltage = [], 3.7
    for number, (current, discharges) in enumerate(steps):
        for _ in range(10):
            rows.append((60.0 * len(rows), voltage, current, number))
            if discharges is not None and not level:
                voltage += -0.01 if discharges else 0.01
    schema = {"Time [s]": float, "Voltage [V]": float, "Current [A]": float, "Step count": int}
    return pl.DataFrame(rows, schema=schema, orient="row")


def modes(*words):
    return pl.Series("Mode", [word for word in words for _ in range(10)])


OUT, INTO, REST = (1.0, True), (-1.0, False), (0.0, None)


@pytest.mark.parametrize(
    ("steps", "words", "signed", "told"),
    [
        ((OUT, REST, INTO), ("DChg", "Rest", "Chg"), [1, 0, -1], KEPT),
        (((-1.0, True), REST, (1.0, False)), ("DChg", "Rest", "Chg"), [1, 0, -1], TURNED),
        (((1.0, True), REST, (1.0, False)), ("DChg", "Rest", "Chg"), [1, 0, -1], UNSIGNED),
        # Of one direction, the words say whether it is kept.
        (((1.0, True), REST), ("DChg", "Rest"), [1, 0], KEPT),
        (((1.0, False), REST), ("Chg", "Rest"), [-1, 0], TURNED),
        # Words that go against each other leave it to the voltage, as do words of no direction.
        ((OUT, INTO, OUT, INTO), ("DChg", "Chg", "Chg", "DChg"), [1, -1, 1, -1], BY_VOLTAGE),
        ((OUT, REST, INTO), ("X", "Y", "Z"), [1, 0, -1], BY_VOLTAGE),
        (((-1.0, True), (1.0, False)), ("X", "Y"), [1, -1], AGAINST_VOLTAGE),
        ((REST, REST), ("DChg", "Chg"), [0, 0], NOTHING),
    ],
)
def test_words_come_before_the_voltage(steps, words, signed, told):
    current, described, turned = sign_of(series(*steps), modes(*words), "export.csv", None)
    assert current.to_list() == [float(value) for value in signed for _ in range(10)]
    assert described == told
    decided = {KEPT: False, BY_VOLTAGE: False, TURNED: True, AGAINST_VOLTAGE: True}
    assert bool(turned) == decided.get(told, False)


@pytest.mark.parametrize("currents", [[0.0] * 20, [None] * 20])
def test_without_a_current_there_is_no_sign(currents):
    frame = series(REST, REST).with_columns(pl.Series("Current [A]", currents, dtype=pl.Float64))
    current, described, _ = sign_of(frame, None, "export.csv", None)
    assert current.to_list() == currents
    assert described == NOTHING


def test_what_the_voltage_does_not_tell_the_cycler_may():
    level = series(OUT, REST, INTO, level=True)
    with pytest.raises(FileFormatError, match=r"export.csv: neither the voltage nor a column"):
        sign_of(level, None, "export.csv", None)
    current, described, turned = sign_of(level, None, "export.csv", "Neware")
    assert current.equals(-level["Current [A]"])
    assert described == "turned: Neware writes charge as positive, and the voltage does not tell"
    assert turned
    both_ways = series((1.0, True), REST, (1.0, False), REST, (1.0, True), REST, (1.0, False), REST)
    with pytest.raises(FileFormatError, match=r"has no sign|fits neither"):
        sign_of(both_ways, None, "export.csv", "Neware")


ROWS = "t [s],U [V],I [A],Step\n0,4,1,{}\n60,3.9,1,{}\n120,3.8,1,{}\n180,3.7,1,{}\n"


@pytest.mark.parametrize(
    ("numbers", "cycler", "steps"),
    [
        ((3, 3, 7, 7), [3, 3, 7, 7], [0, 0, 1, 1]),
        (("3.0", "", 4, ""), [3, 3, 4, 4], [0, 0, 1, 1]),
        (("", 1, 1, 2), [0, 1, 1, 2], [0, 1, 1, 2]),
        (("CC", "CC", "CV", "CC"), [0, 0, 1, 2], [0, 0, 1, 2]),
    ],
)
def test_steps_of_the_cycler_are_numbers_or_names(numbers, cycler, steps, tmp_path):
    (tmp_path / "export.csv").write_text(ROWS.format(*numbers))
    found = ionworks.read(tmp_path / "export.csv", positive_current="discharge")
    assert found["Step from cycler"].to_list() == cycler
    assert found["Step count"].to_list() == steps
    empty = numbers.count("")
    note = f"'Step' is empty in {empty} rows, which have the number of the row before"
    assert (note in repr(found.report)) == (empty > 0)


@pytest.mark.parametrize(
    ("text", "options", "told"),
    [
        (ROWS.format(1, 1.5, 2, 2), {}, "'Step' is read as 'Step from cycler' and does not hold"),
        (ROWS.format(1, 1, 2, 2), {"encoding": "ebcdic-9"}, "no encoding 'ebcdic-9'"),
        ("é" + ROWS.format(1, 1, 2, 2), {"encoding": "ascii"}, "encoding 'ascii' (byte 0)"),
    ],
)
def test_what_is_wrong_with_the_values_is_said(text, options, told, tmp_path):
    (tmp_path / "export.csv").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError) as refused:  # noqa: PT011  # the text is compared below
        ionworks.read(tmp_path / "export.csv", **options)
    assert told in str(refused.value)
