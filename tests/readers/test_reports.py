"""The report says of each column, and of each choice, where it comes from."""

from html import escape

import polars as pl
import pytest
from polars.testing import assert_frame_equal

import ionworks

EXPORT = """Test 7
time,U [mV],I [mA],Step,Cyc,T [K],Q [mAh],Step Type,Step Time,Who
0,4000,-500,1,1,298.15,0,CC DChg,0,me
60,3900,-500,1,1,298.15,8,CC DChg,60,me
120,3800,-500,1,1,298.15,16,CC DChg,120,me
,3800,-500,1,1,298.15,16,CC DChg,120,me
150,3850,0,2,1,298.15,16,Rest,0,me
180,3900,500,3,2,298.15,16,CC Chg,0,me
240,4000,500,3,2,298.15,8,CC Chg,60,me
"""
DATED = """Datum;Spannung [V];Strom [A]
05.06.24 10:00:00;4,0;1,0
05.06.24 10:01:00;3,9;1,0
05.06.24 10:02:00;3,85;0,0
05.06.24 10:03:00;3,9;-1,0
05.06.24 10:04:00;4,0;-1,0
"""
GUESSED = """\
export.csv: 6 rows (text, utf-8, separated by commas, decimal point, header in line 2)

  Time [s]            from 'time' in s             recognised by its name
  Current [A]         from 'I [mA]' in mA          mA to A, recognised by its name, sign turned
  Voltage [V]         from 'U [mV]' in mV          mV to V, recognised by its name
  Temperature [degC]  from 'T [K]' in K            K to degC, recognised by its name
  Step count          from the rule of the steps
  Cycle count         from the rule of the cycles
  Step from cycler    from 'Step'                  recognised by its name
  Cycle from cycler   from 'Cyc'                   recognised by its name
Time: 'time' in s
Sign of the current: turned: it is negative where 'Step Type' says discharge
Steps: a step begins where 'Step' or 'Cyc' changes, or 'Step Time' starts again (3 steps)
Cycles: those of the cycler, from 0 (2 cycles)
Left out: 1 row without a time
Not used: 'Q [mAh]', 'Who'
Guessed (refuse with guess=False, or state it):
  - units: 'time' names no unit and was taken as s
  - columns: 'time' is 'Time [s]'
  - columns: 'U [mV]' is 'Voltage [V]'
  - columns: 'I [mA]' is 'Current [A]'
  - columns: 'T [K]' is 'Temperature [degC]'
  - columns: 'Step' is 'Step from cycler'
  - columns: 'Cyc' is 'Cycle from cycler'
  - steps: a step begins where 'Step' or 'Cyc' changes, or 'Step Time' starts again
  - sign: turned: it is negative where 'Step Type' says discharge"""
RULE = (
    "from the current: a cycle begins where the direction turns back to that of the first half "
    "cycle; less than a tenth of the largest half cycle is a pulse and does not turn it (1 cycle)"
)
#: As the report shows it: lines of at most 100 letters.
WRAPPED = f"Cycles: {RULE}".replace("half cycle; less", "half\n    cycle; less")
STATED = f"""\
export.csv: 6 rows (text, utf-8, separated by commas, decimal point, header in line 2)

  Time [s]     from 'time' in min
  Current [A]  from 'I [mA]' in mA          mA to A, sign turned
  Voltage [V]  from 'U [mV]' in mV          mV to V
  Step count   from the rule of the steps
  Cycle count  from the rule of the cycles
Time: 'time' in min
Sign of the current: positive is charge in the file, as stated; turned
Steps: a step begins where 'Step Type' changes (3 steps)
Cycles: {RULE}
Left out: 1 row without a time
Not used: 'Step', 'Cyc', 'T [K]', 'Q [mAh]', 'Step Time', 'Who'
Guessed: nothing"""
BY_DATES = f"""\
export.csv: 5 rows (text, utf-8, separated by semicolons, decimal comma, header in line 1)

  Time [s]     from 'Datum'                 recognised by its name
  Current [A]  from 'Strom [A]' in A        recognised by its name
  Voltage [V]  from 'Spannung [V]' in V     recognised by its name
  Step count   from the rule of the steps
  Cycle count  from the rule of the cycles
Time: dates in 'Datum' (%d.%m.%y %H:%M:%S%.f); the first date was subtracted, so that it starts at 0
Sign of the current: kept: the voltage falls while the current is positive
Steps: a step begins where the current begins, ends or turns (3 steps)
Cycles: {RULE}
Guessed (refuse with guess=False, or state it):
  - dates: the time is read from dates in 'Datum' (%d.%m.%y %H:%M:%S%.f)
  - columns: 'Datum' is 'Time [s]'
  - columns: 'Spannung [V]' is 'Voltage [V]'
  - columns: 'Strom [A]' is 'Current [A]'
  - steps: a step begins where the current begins, ends or turns
  - sign: kept: the voltage falls while the current is positive
  - cycles: they follow from the current"""
OPTIONS = {
    "guess": False,
    "positive_current": "charge",
    "steps": "mode",
    "cycles": "current",
    "columns": {
        "Time [s]": {"column": "time", "unit": "min"},
        "Voltage [V]": "U [mV]",
        "Current [A]": "I [mA]",
        "mode": "Step Type",
        **dict.fromkeys(("Step from cycler", "Cycle from cycler", "Temperature [degC]")),
    },
}
SERIES = {
    "Time [s]": [0.0, 60.0, 120.0, 150.0, 180.0, 240.0],
    "Current [A]": [0.5, 0.5, 0.5, 0.0, -0.5, -0.5],
    "Voltage [V]": [4.0, 3.9, 3.8, 3.85, 3.9, 4.0],
    "Temperature [degC]": [25.0] * 6,
    "Step count": [0, 0, 0, 1, 2, 2],
    "Cycle count": [0, 0, 0, 0, 1, 1],
    "Step from cycler": [1, 1, 1, 2, 3, 3],
    "Cycle from cycler": [1, 1, 1, 1, 2, 2],
}


@pytest.mark.parametrize(
    ("text", "options", "report", "series"),
    [
        (EXPORT, {}, GUESSED, SERIES),
        (
            EXPORT,
            OPTIONS,
            STATED,
            {name: SERIES[name] for name in ("Current [A]", "Voltage [V]", "Step count")}
            | {
                "Time [s]": [60 * time for time in SERIES["Time [s]"]],
                "Cycle count": [0] * 6,
            },
        ),
        (
            DATED,
            {},
            BY_DATES,
            {
                "Time [s]": [0.0, 60.0, 120.0, 180.0, 240.0],
                "Current [A]": [1.0, 1.0, 0.0, -1.0, -1.0],
                "Voltage [V]": [4.0, 3.9, 3.85, 3.9, 4.0],
                "Step count": [0, 0, 1, 2, 2],
                "Cycle count": [0] * 5,
            },
        ),
    ],
    ids=["guessed", "stated", "dates"],
)
def test_a_report_in_full(text, options, report, series, tmp_path):
    (tmp_path / "export.csv").write_text(text)
    result = ionworks.read(tmp_path / "export.csv", **options)
    assert repr(result.report) == report.replace(f"Cycles: {RULE}", WRAPPED)
    frame = result.to_polars()
    assert_frame_equal(frame, pl.DataFrame(series), check_column_order=False)
    # Zero has no sign, which a file would show.
    assert "-0.0" not in frame.write_csv()
    html = result.report._repr_html_()
    heading, _, *lines = report.split("\n")
    assert f"<b>{heading}</b>" in html
    facts = [line for line in lines if line[0] != " " and not line.startswith("Guessed")]
    for title, _, said in (line.partition(": ") for line in facts):
        assert f"<tr><th>{title}</th><td>{escape(said)}</td></tr>" in html
    for each in result.report.columns:
        source = f"{each.source} in {each.unit}" if each.unit else each.source
        cells = (each.column, source, each.how)
        assert "".join(f"<td>{escape(cell)}</td>" for cell in cells) in html
    guessed = [line[4:].partition(": ") for line in lines if line.startswith("  - ")]
    told = "".join(f"<li><b>{kind}</b>: {escape(what)}</li>" for kind, _, what in guessed)
    assert html.endswith(f"<ul>{told}</ul>" if told else "<p>Guessed: nothing</p>")
