"""Files as cyclers export them, written from a series that is known."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise

import polars as pl

START = datetime(2024, 3, 28, 22, 30)  # cyclers write no zone

#: Charge, discharge and rest, as each cycler names them.
NEWARE = {"charge": "CC Chg", "discharge": "CC DChg", "rest": "Rest"}
MACCOR = {"charge": "C", "discharge": "D", "rest": "R"}
DIGATRON = {"charge": "CHA", "discharge": "DCH", "rest": "PAU"}
LANDT = {"charge": "C_CC", "discharge": "D_CC", "rest": "R"}


def series(
    steps: list[tuple[str, float]],
    *,
    rate: float = 1.0,
    capacity: float = 2.0,
    interval: float = 60.0,
    start: float = 0.5,
    slope: float = 1.2,
    cycles: list[int] | None = None,
) -> pl.DataFrame:
    """Return a valid series of these steps: a kind, and how many hours it takes.

    Parameters
    ----------
    steps : list of tuple
        ``"charge"``, ``"discharge"`` or ``"rest"``, and hours.
    rate, capacity : float
        C-rate, and capacity in A.h.
    interval : float
        Between rows, in s.
    start : float
        State of charge at first.
    slope : float
        Of the voltage over the state of charge, in V.
    cycles : list of int, optional
        The cycle of each step.
    """
    rows: dict[str, list[float]] = {"t": [], "i": [], "v": [], "step": [], "cycle": []}
    kinds: list[str] = []
    time, soc = 0.0, start
    for number, (kind, hours) in enumerate(steps):
        current = {"charge": -1, "discharge": 1, "rest": 0}[kind] * rate * capacity
        count = max(round(hours * 3600 / interval), 2)
        for row in range(count + 1):
            rows["t"].append(round(time, 3))
            rows["i"].append(round(current, 6))
            rows["v"].append(round(3.0 + slope * soc - 0.02 * current, 6))
            rows["step"].append(number)
            rows["cycle"].append(cycles[number] if cycles else 0)
            kinds.append(kind)
            if row < count:
                time += hours * 3600 / count
                soc -= current * hours / count / capacity
        time += 1.0  # the first row of a step comes after the last one of the step before
    temperature = [round(25 + 0.01 * (place % 100), 2) for place in range(len(kinds))]
    return pl.DataFrame(
        {
            "Time [s]": rows["t"],
            "Current [A]": rows["i"],
            "Voltage [V]": rows["v"],
            "Temperature [degC]": temperature,
            "Step count": pl.Series(rows["step"], dtype=pl.Int64),
            "Cycle count": pl.Series(rows["cycle"], dtype=pl.Int64),
            "kind": kinds,
        }
    )


def cycling(cycles: int = 2, **options: float) -> pl.DataFrame:
    """Return so many cycles that begin with a charge."""
    steps, numbers = [], []
    for number in range(cycles):
        steps += [("charge", 0.4), ("rest", 0.1), ("discharge", 0.4), ("rest", 0.1)]
        numbers += [number] * 4
    return series(steps, cycles=numbers, **options)


def _rows(frame: pl.DataFrame) -> list[dict]:
    """Return the rows with the time in the step, the moment, and the number of the row."""
    first = pl.col("Time [s]").first().over("Step count")
    frame = frame.with_columns((pl.col("Time [s]") - first).alias("in step"))
    found = frame.rows(named=True)
    for number, row in enumerate(found, 1):
        row["number"] = number
        row["moment"] = START + timedelta(seconds=row["Time [s]"])
    return found


def hms(seconds: float, digits: int = 3) -> str:
    """Write a time as hours, minutes and seconds."""
    whole = round(seconds * 10**digits)
    total, part = divmod(whole, 10**digits)
    fraction = f".{part:0{digits}d}" if digits else ""
    return f"{total // 3600}:{total // 60 % 60:02d}:{total % 60:02d}{fraction}"


def neware(frame: pl.DataFrame) -> bytes:
    """Write the records of a Neware test: units in the header, charge positive, times in words."""
    lines = [
        "DataPoint,Cycle Index,Step Index,Step Type,Time,Total Time,Current(mA),Voltage(mV),"
        "Capacity(mAh),Energy(Wh),Date,T1(℃)"
    ]
    for row in _rows(frame):
        step = row["Step count"] % 4 + 1
        lines.append(
            f"{row['number']},{row['Cycle count'] + 1},{step},{NEWARE[row['kind']]},"
            f"{hms(row['in step'])},{hms(row['Time [s]'])},{-row['Current [A]'] * 1000:.4f},"
            f"{row['Voltage [V]'] * 1000:.4f},0.0000,0.0000,{row['moment']:%Y-%m-%d %H:%M:%S},"
            f"{row['Temperature [degC]']}"
        )
    return ("\ufeff" + "\r\n".join(lines) + "\r\n").encode()


def neware_layers(frame: pl.DataFrame) -> bytes:
    """Write a Neware report: a row for each cycle, below it its steps, below them the records."""
    lines = [
        "Cycle ID,Cap_Chg(mAh),Cap_DChg(mAh),Specific Capacity-Chg(mAh/g)",
        ",Step ID,Step Name,Step Time(h:min:s.ms),Capacity(mAh)",
        ",,Record ID,Time(h:min:s.ms),Vol(mV),Cur(mA),Temperature(°C),Realtime",
    ]
    cycle, step = None, None
    for row in _rows(frame):
        if row["Cycle count"] != cycle:
            cycle = row["Cycle count"]
            lines.append(f"{cycle + 1},800.0,800.0,--")
        if row["Step count"] != step:
            step = row["Step count"]
            lines.append(f",{step % 4 + 1},{NEWARE[row['kind']]},0:24:00.000,800.0")
        lines.append(
            f",,{row['number']},{hms(row['in step'])},{row['Voltage [V]'] * 1000:.4f},"
            f"{-row['Current [A]'] * 1000:.4f},{row['Temperature [degC]']},"
            f"{row['moment']:%Y-%m-%d %H:%M:%S.%f}"
        )
    return "\n".join(lines).encode("gb18030")


def arbin(frame: pl.DataFrame) -> bytes:
    """Write the channel of an Arbin test: dates, cumulative counters, charge positive."""
    lines = [
        "Data_Point,Date_Time,Test_Time(s),Step_Time(s),Cycle_Index,Step_Index,Current(A),"
        "Voltage(V),Charge_Capacity(Ah),Discharge_Capacity(Ah),Aux_Temperature_1(C)"
    ]
    lines += [
        f"{row['number']},{row['moment']:%m/%d/%Y %H:%M:%S.%f},{row['Time [s]']:.4f},"
        f"{row['in step']:.4f},{row['Cycle count'] + 1},{row['Step count'] % 4 + 2},"
        f"{-row['Current [A]']:.6f},{row['Voltage [V]']:.6f},0,0,{row['Temperature [degC]']}"
        for row in _rows(frame)
    ]
    return "\r\n".join([*lines, ""]).encode()


def biologic(frame: pl.DataFrame) -> bytes:
    """Write the text of EC-Lab: a long head, tabs, decimal commas, mA, Latin letters."""
    head = [
        "EC-Lab ASCII FILE",
        "",
        "Modulo Bat",
        "",
        "Run on channel : 7 (SN 20412)",
        "Electrode surface area : 0,001 cm²",
        "Acquisition started on : 03/28/2024 22:30:00.000",
        *(f"Ns                  {number}\t\t{number}" for number in range(40)),
    ]
    header = "mode\tox/red\terror\tNs changes\tNs\ttime/s\tcontrol/V/mA\tEcell/V\t<I>/mA\tQ charge/"
    header += "discharge/mA.h\tcycle number\tTemperature/°C\t"
    lines = [header]
    for row in _rows(frame):
        values = [
            f"{row['Time [s]']:.15E}",
            "0",
            f"{row['Voltage [V]']:.7E}",
            f"{-row['Current [A]'] * 1000:.7E}",
            "0,0000000E+000",
            f"{row['Cycle count']:.15E}",
            f"{row['Temperature [degC]']:.7E}",
        ]
        text = "\t".join(values).replace(".", ",")
        lines.append(f"1\t1\t0\t0\t{row['Step count'] % 4}\t{text}\t")
    count = len(head) + 2
    head.insert(1, f"Nb header lines : {count}")
    return "\r\n".join([*head, *lines, ""]).encode("cp1252")


def maccor(frame: pl.DataFrame) -> bytes:
    """Write the text of Maccor: a current without a sign, and letters for the state."""
    lines = [
        "Today's Date 03/29/2024\tDate of Test:\t03/28/2024\tFilename:\tcell.001",
        "Rec#\tCyc#\tStep\tTest (Sec)\tStep (Sec)\tAmp-hr\tWatt-hr\tAmps\tVolts\tState\tES\t"
        "DPt Time\tTemp 1",
    ]
    lines += [
        f"{row['number']}\t{row['Cycle count']}\t{row['Step count'] + 1}\t{row['Time [s]']:.3f}\t"
        f"{row['in step']:.3f}\t0.0\t0.0\t{abs(row['Current [A]']):.6f}\t{row['Voltage [V]']:.6f}\t"
        f"{MACCOR[row['kind']]}\t1\t{row['moment']:%m/%d/%Y %I:%M:%S %p}\t"
        f"{row['Temperature [degC]']}"
        for row in _rows(frame)
    ]
    return "\r\n".join([*lines, ""]).encode("latin-1")


def german(frame: pl.DataFrame) -> bytes:
    """Write a table as a German program does: semicolons, commas, hours, a line of units."""
    lines = ["# Prüfstand 4;;;", "Zeit;Spannung;Strom;Temperatur;Schritt;Zyklus", "h;V;mA;°C;;"]
    for row in _rows(frame):
        values = (
            f"{row['Time [s]'] / 3600:.12f}",
            f"{row['Voltage [V]']:.6f}",
            f"{row['Current [A]'] * 1000:.3f}",
            f"{row['Temperature [degC]']:.2f}",
            str(row["Step count"]),
            str(row["Cycle count"]),
        )
        lines.append(";".join(values).replace(".", ","))
    return "\r\n".join([*lines, ""]).encode("cp1252")


def clock(frame: pl.DataFrame) -> bytes:
    """Write a table with the time of day alone, which begins again at midnight."""
    lines = ["Uhrzeit;U (V);I (A);T (K);Schritt;Zyklus"]
    lines += [
        f"{row['moment']:%H:%M:%S.%f};{row['Voltage [V]']:.6f};{row['Current [A]']:.6f};"
        f"{row['Temperature [degC]'] + 273.15:.2f};{row['Step count']};{row['Cycle count']}"
        for row in _rows(frame)
    ]
    return "\n".join(lines).encode("utf-16")


def basytec(frame: pl.DataFrame) -> bytes:
    """Write a result file of Basytec: a head of comments, blanks, hours."""
    lines = [
        "~Resultfile from Basytec Battery Test System",
        "~Date and Time of Data Converting: 29.03.2024 10:00:00",
        "~Name of Test: cell 7",
        "~",
        "~Time[h] DataSet Line Command U[V] I[A] Ah[Ah] T1[°C] Cyc-Count",
    ]
    words = {"charge": "Charge", "discharge": "Discharge", "rest": "Pause"}
    lines += [
        f"{row['Time [s]'] / 3600:.12f} {row['number']} {row['Step count'] % 4 + 3} "
        f"{words[row['kind']]} {row['Voltage [V]']:.6f} {-row['Current [A]']:.6f} 0.0 "
        f"{row['Temperature [degC]']} {row['Cycle count']}"
        for row in _rows(frame)
    ]
    return "\r\n".join([*lines, ""]).encode("latin-1")


def digatron(frame: pl.DataFrame) -> bytes:
    """Write a table of Digatron: quoted, a line of units, states, times in words."""
    lines = [
        '"Step","Status","Prog Time","Step Time","Cycle","Procedure","Voltage","Current","AhAccu",'
        '"Temp 1"',
        '"","","","","","","V","A","Ah","°C"',
    ]
    lines += [
        f'{row["Step count"] + 1},"{DIGATRON[row["kind"]]}","{hms(row["Time [s]"])}",'
        f'"{hms(row["in step"])}",{row["Cycle count"]},"test 1",{row["Voltage [V]"]:.6f},'
        f"{-row['Current [A]']:.6f},0.0,{row['Temperature [degC]']}"
        for row in _rows(frame)
    ]
    return "\n".join(lines).encode()


def novonix(frame: pl.DataFrame) -> bytes:
    """Write a file of Novonix: sections, hours, a number for the type of the step."""
    lines = ["[Summary]", "Novonix UHPC", "Started: 2024-03-28", "[End Summary]", "[Data]"]
    lines += [
        "Date and Time,Cycle Number,Step Type,Run Time (h),Step Time (h),Current (A),Potential (V),"
        "Capacity (Ah),Temperature (°C),Circuit Board Temperature (°C),Step Number"
    ]
    lines += [
        f"{row['moment']:%Y-%m-%d %I:%M:%S %p},{row['Cycle count']},1,"
        f"{row['Time [s]'] / 3600:.12f},"
        f"{row['in step'] / 3600:.12f},{-row['Current [A]']:.6f},{row['Voltage [V]']:.6f},0.0,"
        f"{row['Temperature [degC]']},30.0,{row['Step count'] + 1}"
        for row in _rows(frame)
    ]
    return "\r\n".join([*lines, ""]).encode()


def pec(frame: pl.DataFrame) -> bytes:
    """Write a file of PEC: a head of names and values, mA and mV."""
    lines = ["#RESULTS CHECK", "Test Regime Name:,ageing 4", "Test Type:,PEC test", "Cell:,7", ""]
    lines += [
        "Test,Cell,Rack,Shelf,Position,Load On time,Step Time (Seconds),Total Time (Seconds),Cycle,"
        "Step,Current (mA),Voltage (mV),Charge Capacity (mAh),Discharge Capacity (mAh),"
        "Temperature (Degrees C)"
    ]
    lines += [
        f"1,7,1,2,3,0.0,{row['in step']:.3f},{row['Time [s]']:.3f},{row['Cycle count'] + 1},"
        f"{row['Step count'] + 1},{-row['Current [A]'] * 1000:.4f},{row['Voltage [V]'] * 1000:.4f},"
        f"0,0,{row['Temperature [degC]']}"
        for row in _rows(frame)
    ]
    return "\n".join([*lines, ""]).encode()


def landt(frame: pl.DataFrame) -> bytes:
    """Write a table of Landt: times in seconds, mA, and the mode of work."""
    lines = [
        "Record\tTestTime/Sec.\tStepTime/Sec.\tCycleNo\tStepNo\tWorkMode\tVoltage/V\tCurrent/mA\t"
        "Capacity/mAh\tSpeCap/mAh/g\tTemperature/℃\tSysTime"
    ]
    lines += [
        f"{row['number']}\t{row['Time [s]']:.3f}\t{row['in step']:.3f}\t{row['Cycle count'] + 1}\t"
        f"{row['Step count'] % 4 + 1}\t{LANDT[row['kind']]}\t{row['Voltage [V]']:.6f}\t"
        f"{-row['Current [A]'] * 1000:.4f}\t0.0\t0.0\t{row['Temperature [degC]']}\t"
        f"{row['moment']:%Y-%m-%d %H:%M:%S}"
        for row in _rows(frame)
    ]
    return "\n".join([*lines, ""]).encode("utf-16")


#: Each export: its ending, how it is written, and the options with which it is read.
EXPORTS = {
    "Neware": (".csv", neware, {}),
    "Neware, rows below rows": (".csv", neware_layers, {}),
    "Arbin": (".csv", arbin, {}),
    "BioLogic": (".mpt", biologic, {}),
    "Maccor": (".txt", maccor, {}),
    "German": (".csv", german, {}),
    "time of day": (".csv", clock, {"time_resets": "join"}),
    "Basytec": (".txt", basytec, {}),
    "Digatron": (".csv", digatron, {}),
    "Novonix": (".csv", novonix, {}),
    "PEC": (".csv", pec, {}),
    "Landt": (".txt", landt, {}),
}


def steps_differ(frame: pl.DataFrame) -> bool:
    """Tell whether each step differs from the one before in its kind."""
    kinds = frame.group_by("Step count", maintain_order=True).agg(pl.col("kind").first())
    return all(one != other for one, other in pairwise(kinds["kind"]))
