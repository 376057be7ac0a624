"""The same series as other versions of the programs write it, in other languages and settings."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import polars as pl

from support.exports import DIGATRON, MACCOR, NEWARE, _rows, hms

CHINESE = {"charge": "恒流充电", "discharge": "恒流放电", "rest": "搁置"}
BASYTEC = {"charge": "Charge", "discharge": "Discharge", "rest": "Pause"}
GERMAN = {"charge": "LAD", "discharge": "ENT", "rest": "PAU"}


def _lines(
    frame: pl.DataFrame, head: Iterable[str], row: Callable[[dict], Iterable], separator: str
) -> list[str]:
    return [*head, *(separator.join(map(str, row(each))) for each in _rows(frame))]


def _comma(value: float, digits: int = 6) -> str:
    return f"{value:.{digits}f}".replace(".", ",")


def _german(value: float, digits: int) -> str:
    """Write 1234.5 as 1.234,5."""
    return f"{value:,.{digits}f}".translate(str.maketrans(",.", ".,"))


def _days(seconds: float) -> str:
    days, rest = divmod(seconds, 86_400)
    return f"{days:3.0f}d {rest // 3600:02.0f}:{rest // 60 % 60:02.0f}:{rest % 60:05.2f}"


def neware_chinese(frame: pl.DataFrame) -> bytes:
    """Write records with Chinese names, and a tab after each value."""
    head = "数据序号,循环号,工步号,工步类型,时间,总时间,电流(A),电压(V),容量(Ah),绝对时间,T1(℃)"
    lines = _lines(
        frame,
        [head],
        lambda row: (
            f"{value}\t"
            for value in (
                row["number"],
                row["Cycle count"] + 1,
                row["Step count"] % 4 + 1,
                CHINESE[row["kind"]],
                hms(row["in step"]),
                hms(row["Time [s]"]),
                -row["Current [A]"],
                row["Voltage [V]"],
                0,
                f"{row['moment']:%Y-%m-%d %H:%M:%S}",
                row["Temperature [degC]"],
            )
        ),
        ",",
    )
    return "\r\n".join(lines).encode("gb18030")


def neware_chinese_layers(frame: pl.DataFrame) -> bytes:
    """Write cycles, steps and records below one another, with Chinese names."""
    lines = [
        "循环序号,充电容量(mAh),放电容量(mAh),充电比容量(mAh/g)",
        ",工步序号,工步名称,工步时间(h:min:s.ms),容量(mAh)",
        ",,记录序号,时间(h:min:s.ms),电压(V),电流(mA),温度(℃),绝对时间",
    ]
    before: tuple[int | None, int | None] = None, None
    for row in _rows(frame):
        now = row["Cycle count"], row["Step count"]
        if now[0] != before[0]:
            lines.append(f"{now[0] + 1},800.0,800.0,--")
        if now != before:
            lines.append(f",{now[1] % 4 + 1},{CHINESE[row['kind']]},0:24:00.000,800.0")
        before = now
        lines.append(
            f",,{row['number']},{hms(row['in step'])},{row['Voltage [V]']},"
            f"{-row['Current [A]'] * 1000:.3f},{row['Temperature [degC]']},"
            f"{row['moment']:%Y-%m-%d %H:%M:%S.%f}"
        )
    return "\n".join(lines).encode("gb18030")


def landt_chinese(frame: pl.DataFrame) -> bytes:
    """Write a table of Landt with Chinese names."""
    head = (
        "记录序号\t测试时间/Sec\t步骤时间/Sec\t循环序号\t步骤序号\t工作模式\t电压/V\t电流/mA\t容量/mAh\t"
        "比容量/mAh/g\t温度/℃\t系统时间"
    )
    lines = _lines(
        frame,
        [head],
        lambda row: (
            row["number"],
            row["Time [s]"],
            row["in step"],
            row["Cycle count"] + 1,
            row["Step count"] % 4 + 1,
            CHINESE[row["kind"]],
            row["Voltage [V]"],
            f"{-row['Current [A]'] * 1000:.3f}",
            0,
            0,
            row["Temperature [degC]"],
            f"{row['moment']:%Y-%m-%d %H:%M:%S}",
        ),
        "\t",
    )
    return "\n".join(lines).encode("utf-16")


def arbin_pro(frame: pl.DataFrame) -> bytes:
    """Write what MITS Pro does: blanks in names, a tab before the date, blank lines."""
    head = (
        "Data Point,Date Time,Test Time (s),Step Time (s),Cycle Index,Step Index,Current (A),"
        "Voltage (V),Power (W),Charge Capacity (Ah),ACR (Ohm),dV/dt (V/s),"
        "Internal Resistance (Ohm),Aux_Temperature_1 (C),Aux_dT/dt_1 (C/s)"
    )
    lines = _lines(
        frame,
        [head, ""],
        lambda row: (
            row["number"],
            f"\t{row['moment']:%m/%d/%Y %H:%M:%S.%f}",
            row["Time [s]"],
            row["in step"],
            row["Cycle count"] + 1,
            row["Step count"] % 4 + 1,
            -row["Current [A]"],
            row["Voltage [V]"],
            *(0, 0, 0, 0, 0.02),
            row["Temperature [degC]"],
            0,
        ),
        ",",
    )
    return "\r\n".join([*lines[:40], "", "", *lines[40:], ""]).encode("utf-8-sig")


def biologic_dates(frame: pl.DataFrame) -> bytes:
    """Write what BT-Lab does when it is told to write absolute times."""
    head = [
        "BT-Lab ASCII FILE",
        "Nb header lines : 6",
        "",
        "Acquisition started on : 03/28/2024 22:30:00.000",
        " at x = 0.000",
        "mode\tox/red\tNs\ttime/s\tdq/mA.h\tEwe/V\tI/mA\t(Q-Qo)/mA.h\thalf cycle\tcycle number\t"
        "Temperature/øC\t",
    ]
    lines = _lines(
        frame,
        head,
        lambda row: (
            *(1, 1, row["Step count"] % 4),
            f"{row['moment']:%m/%d/%Y %H:%M:%S.%f}",
            0,
            f"{row['Voltage [V]']:.7E}",
            f"{-row['Current [A]'] * 1000:.7E}",
            *(0, 0, row["Cycle count"]),
            f"{row['Temperature [degC]']:.4E}",
            "",
        ),
        "\t",
    )
    return "\r\n".join(lines).encode("latin-1")


def biologic_with_spectra(frame: pl.DataFrame) -> bytes:
    """Write a test with an impedance at each rest; other rows have zeros there."""
    head = "Ns\ttime/s\tEcell/V\t<I>/mA\tfreq/Hz\tRe(Z)/Ohm\t-Im(Z)/Ohm\tPhase(Z)/deg\t"
    lines = _lines(
        frame,
        ["EC-Lab ASCII FILE", "Nb header lines : 3", f"{head}cycle number\tTemperature/°C"],
        lambda row: (
            row["Step count"] % 4,
            row["Time [s]"],
            row["Voltage [V]"],
            -row["Current [A]"] * 1000,
            *((1000 - row["in step"], 0.02, 0.005, -14) if row["kind"] == "rest" else (0,) * 4),
            row["Cycle count"],
            row["Temperature [degC]"],
        ),
        "\t",
    )
    return "\r\n".join(lines).encode("cp1252")


def maccor_days(frame: pl.DataFrame) -> bytes:
    """Write the text of Maccor with days in the times, months in words, and AM and PM."""
    head = [
        "Today's Date 03/29/2024  Date of Test:\t03/28/2024",
        "Procedure:\tageing.000\tComment/Barcode: cell 7",
        "Rec\tCycle P\tCycle C\tStep\tTest Time\tStep Time\tCapacity\tEnergy\tCurrent\tVoltage\t"
        "Md\tES\tDPT Time\tTemp 1",
    ]
    lines = _lines(
        frame,
        head,
        lambda row: (
            *(row["number"], 0, row["Cycle count"], row["Step count"] + 1),
            *(_days(row["Time [s]"]), _days(row["in step"]), "0.0", "0.0"),
            *(abs(row["Current [A]"]), row["Voltage [V]"], MACCOR[row["kind"]], 1),
            f"{row['moment']:%d-%b-%y %I:%M:%S %p}",
            row["Temperature [degC]"],
        ),
        "\t",
    )
    return "\r\n".join([*lines, ""]).encode("latin-1")


def maccor_thousands(frame: pl.DataFrame) -> bytes:
    """Write the table of Maccor with commas that set thousands apart, and two temperatures."""
    head = [
        "Today's Date ,03/29/2024,,,,,,,,,",
        "Date of Test:,03/28/2024 10:30:00 PM,,,,,,,,,",
        "Rec,Cycle P,Cycle C,Step,Test Time [Sec],Step Time [Sec],Capacity [Ah],Current [A],"
        "Voltage [V],Md,ES,DPT Time,Temperature Cell [°C],Temperature Chamber [°C]",
    ]
    lines = _lines(
        frame,
        head,
        lambda row: (
            *(row["number"], 0, row["Cycle count"], row["Step count"] + 1),
            *(f'"{row["Time [s]"]:,.3f}"', row["in step"], 0),
            *(abs(row["Current [A]"]), row["Voltage [V]"], MACCOR[row["kind"]], 1),
            f"{row['moment']:%m/%d/%Y %H:%M}",
            *(row["Temperature [degC]"], 25),
        ),
        ",",
    )
    return "\r\n".join([*lines, ""]).encode("cp1252")


def basytec_semicolons(frame: pl.DataFrame) -> bytes:
    """Write a result file of Basytec with semicolons, decimal commas, and a state in numbers."""
    head = [
        "~Resultfile from Basytec Battery Test System",
        "~Start of Test: 28.03.2024 22:30:00",
        "~",
        "~Time[h:min:s];DataSet;DateTime;t-Step[h:min:s];Line;Command;U[V];I[A];Ah[Ah];T1[°C];"
        "Cyc-Count;State",
    ]
    lines = _lines(
        frame,
        head,
        lambda row: (
            hms(row["Time [s]"]).replace(".", ","),
            row["number"],
            f"{row['moment']:%d.%m.%Y %H:%M:%S}",
            hms(row["in step"]).replace(".", ","),
            *(row["Step count"] % 4 + 2, BASYTEC[row["kind"]]),
            *(_comma(row["Voltage [V]"]), _comma(-row["Current [A]"]), "0,0"),
            *(_comma(row["Temperature [degC]"]), row["Cycle count"], 0 if row["in step"] else 2),
        ),
        ";",
    )
    return "\r\n".join([*lines, ""]).encode("latin-1")


def digatron_dates(frame: pl.DataFrame) -> bytes:
    """Write a table of Digatron with a head, dates as in America, and commas after each line."""
    head = [
        '"Digatron"',
        "Start: 3/28/2024 10:30:00 PM,,,,,,",
        "",
        "Time Stamp,Step,Status,Prog Time,Step Time,Cycle,Cycle Level,Procedure,Voltage,Current,"
        "Temperature,Capacity,WhAccu,Cnt,,",
        ",,,,,,,,[V],[A],[C],[Ah],[Wh],[Cnt],,",
    ]
    lines = _lines(
        frame,
        head,
        lambda row: (
            f"{row['moment']:%m/%d/%Y %I:%M:%S %p}".removeprefix("0"),
            *(row["Step count"] + 1, DIGATRON[row["kind"]]),
            *(hms(row["Time [s]"]), hms(row["in step"]), row["Cycle count"], 0, "LG_1C"),
            *(row["Voltage [V]"], -row["Current [A]"], row["Temperature [degC]"], 0, 0, 1, "", ""),
        ),
        ",",
    )
    return "\r\n".join([*lines, ""]).encode()


def digatron_hashes(frame: pl.DataFrame) -> bytes:
    """Write a table of Digatron whose units follow a hash."""
    lines = _lines(
        frame,
        ["Step;Status;Program Duration#s;Step Duration#s;Cycle;U#V;I#A;AhStep#Ah;T1#°C;Tenv#°C"],
        lambda row: (
            *(row["Step count"] + 1, DIGATRON[row["kind"]], row["Time [s]"], row["in step"]),
            *(row["Cycle count"], row["Voltage [V]"], -row["Current [A]"], 0),
            *(row["Temperature [degC]"], 25),
        ),
        ";",
    )
    return "\r\n".join([*lines, ""]).encode("cp1252")


def digatron_german(frame: pl.DataFrame) -> bytes:
    """Write a table of Digatron in German, with a line of units."""
    head = [
        "Prüfling;Zelle 7",
        "",
        "Zeitstempel;Schritt;Zustand;Programmdauer;Schrittdauer;Zyklus;Spannung;Strom;AhAccu;"
        "Temperatur 1",
        ";;;;;;V;A;Ah;°C",
    ]
    lines = _lines(
        frame,
        head,
        lambda row: (
            f"{row['moment']:%d.%m.%Y %H:%M:%S}",
            *(row["Step count"] + 1, GERMAN[row["kind"]]),
            hms(row["Time [s]"]).replace(".", ","),
            hms(row["in step"]).replace(".", ","),
            *(row["Cycle count"], _comma(row["Voltage [V]"]), _comma(-row["Current [A]"])),
            *("0,0", _comma(row["Temperature [degC]"])),
        ),
        ";",
    )
    return "\r\n".join([*lines, ""]).encode("cp1252")


def pec_hours(frame: pl.DataFrame) -> bytes:
    """Write a file of PEC with times in hours, minutes and seconds; `Test` is a number."""
    head = [
        "#RESULTS CHECK",
        "Test Regime Name:,ageing 4",
        "Test,Cell,Rack,Shelf,Position,Load On time,Step Time (Hours in hh:mm:ss.xxx),"
        "Total Time (Hours in hh:mm:ss.xxx),Cycle,Step,Step Name,Current (mA),Voltage (mV),"
        "Charge Capacity (mAh),Cell Temperature (°C),Reason Code",
    ]
    lines = _lines(
        frame,
        head,
        lambda row: (
            *(1, 7, 1, 2, 3, "3/28/2024 22:30", hms(row["in step"]), hms(row["Time [s]"])),
            *(row["Cycle count"] + 1, row["Step count"] + 1, row["kind"].title()),
            *(f"{-row['Current [A]'] * 1000:.3f}", f"{row['Voltage [V]'] * 1000:.3f}", 0),
            *(row["Temperature [degC]"], 0),
        ),
        ",",
    )
    return "\n".join([*lines, ""]).encode("utf-8-sig")


def novonix_day_first(frame: pl.DataFrame) -> bytes:
    """Write a file of Novonix with its protocol, mA, and the day before the month."""
    head = [
        *("[Summary]", "Novonix UHPC Data File", "Cell: 7", "", "[End Summary]"),
        *("[Protocol]", "1:[Rest]", "2:[CC Charge 4.2 V, 2 A]", "[End Protocol]", "[Data]"),
        "Date and Time,Cycle Number,Step Type,Run Time (h),Step Time (h),Current (mA),"
        "Potential (V),Capacity (mAh),Temperature (°C),dVdt (V/h),Step Number,Step position",
    ]
    number = {"charge": 1, "discharge": 2, "rest": 0}
    lines = _lines(
        frame,
        head,
        lambda row: (
            f"{row['moment']:%d/%m/%Y %H:%M:%S}",
            *(row["Cycle count"], number[row["kind"]]),
            f"{row['Time [s]'] / 3600:.12f}",
            f"{row['in step'] / 3600:.12f}",
            *(-row["Current [A]"] * 1000, row["Voltage [V]"], 0, row["Temperature [degC]"]),
            *(0, row["Step count"], 0),
        ),
        ",",
    )
    return "\r\n".join([*lines, ""]).encode("utf-8-sig")


def german_thousands(frame: pl.DataFrame) -> bytes:
    """Write 1234.5 as 1.234,5; a hint for Excel above, words below."""
    head = [
        "sep=;",
        "Prüfling;Zelle 7;;;;;",
        "Messdatum;Laufzeit [s];Spannung [mV];Strom [mA];Temperatur [°C];Schritt;Zyklus",
    ]
    lines = _lines(
        frame,
        head,
        lambda row: (
            f"{row['moment']:%d.%m.%Y %H:%M:%S}",
            _german(row["Time [s]"], 3),
            _german(row["Voltage [V]"] * 1000, 3),
            _german(row["Current [A]"] * 1000, 3),
            _german(row["Temperature [degC]"], 2),
            row["Step count"],
            row["Cycle count"],
        ),
        ";",
    )
    return "\r\n".join([*lines, "", "Ende der Messung; 7 Warnungen"]).encode("cp1252")


def american(frame: pl.DataFrame) -> bytes:
    """Write minutes, mA with thousands in quotes, Fahrenheit, AM and PM, and a footer."""
    head = ["Lab report", "Cell: 7, batch 3", ""]
    head += ["Date,Elapsed Time (min),Cell Voltage (V),Current (mA),Temperature (F),Step,Cycle"]
    lines = _lines(
        frame,
        head,
        lambda row: (
            f"{row['moment']:%m/%d/%Y %I:%M:%S %p}",
            f"{row['Time [s]'] / 60:.9f}",
            row["Voltage [V]"],
            f'"{-row["Current [A]"] * 1000:,.2f}"',
            f"{row['Temperature [degC]'] * 9 / 5 + 32:.6f}",
            row["Step count"],
            row["Cycle count"],
        ),
        ",",
    )
    return "\r\n".join([*lines, "Total,,,,,,", "End of file"]).encode()


def quoted_commas(frame: pl.DataFrame) -> bytes:
    """Write decimal commas in quotes, with commas between the columns."""
    names = ("Time [s]", "Voltage [V]", "Current [A]", "Temperature [degC]")
    lines = _lines(
        frame,
        ['"Zeit (s)","Spannung (V)","Strom (A)","Temp. (°C)","Schritt","Zyklus"'],
        lambda row: (
            *(f'"{_comma(row[name])}"' for name in names),
            *(row["Step count"], row["Cycle count"]),
        ),
        ",",
    )
    return "\n".join(lines).encode("utf-8-sig")


def french(frame: pl.DataFrame) -> bytes:
    """Write French names."""
    names = ("Time [s]", "Voltage [V]", "Current [A]", "Temperature [degC]")
    lines = _lines(
        frame,
        ["Temps (s);Tension (V);Courant (A);Température (°C);Étape;Cycle"],
        lambda row: (
            *(_comma(row[name]) for name in names),
            *(row["Step count"], row["Cycle count"]),
        ),
        ";",
    )
    return "\n".join(lines).encode("cp1252")


def aligned(frame: pl.DataFrame) -> bytes:
    """Write columns that blanks align, in the header too, with units in brackets."""
    lines = ["% measured 28.3.2024"]
    lines += ["   Time [s]   Voltage [V]   Current [A]   Temperature [C]  Step  Cycle"]
    lines += [
        f"{row['Time [s]']:11.3f}{row['Voltage [V]']:14.6f}{row['Current [A]']:14.6f}"
        f"{row['Temperature [degC]']:18.2f}{row['Step count']:6d}{row['Cycle count']:7d}"
        for row in _rows(frame)
    ]
    return "\n".join(lines).encode()


def small_units(frame: pl.DataFrame) -> bytes:
    """Write ms, mV, uA and K, which a line below the names says."""
    head = ["Battery tester 3000", "Voltage limits: 3.0, 4.2", ""]
    head += ["Time,Voltage,Current,Temperature,Step No.,Cycle No.", "(ms),(mV),(uA),(K),(-),(-)"]
    lines = _lines(
        frame,
        head,
        lambda row: (
            f"{row['Time [s]'] * 1000:.0f}",
            f"{row['Voltage [V]'] * 1000:.3f}",
            f"{row['Current [A]'] * 1e6:.1f}",
            f"{row['Temperature [degC]'] + 273.15:.2f}",
            row["Step count"],
            row["Cycle count"],
        ),
        ",",
    )
    return "\n".join(lines).encode("utf-16-le")


def since_1970(frame: pl.DataFrame) -> bytes:
    """Write ms since 1970, and units as the last word of each name."""
    lines = _lines(
        frame,
        ["Timestamp,voltage_v,current_a,temperature_c,step_index,cycle_index"],
        lambda row: (
            1_711_665_000_000 + round(row["Time [s]"] * 1000),
            *(row["Voltage [V]"], row["Current [A]"], row["Temperature [degC]"]),
            *(row["Step count"], row["Cycle count"]),
        ),
        ",",
    )
    return "\n".join(lines).encode()


def time_of_steps(frame: pl.DataFrame) -> bytes:
    """Write no time but that in each step."""
    lines = _lines(
        frame,
        ["Cycle,Step,Step Type,Step Time (h:min:s),Voltage(V),Current(mA),T1(C)"],
        lambda row: (
            *(row["Cycle count"] + 1, row["Step count"] % 4 + 1, NEWARE[row["kind"]]),
            *(hms(row["in step"]), row["Voltage [V]"], -row["Current [A]"] * 1000),
            row["Temperature [degC]"],
        ),
        ",",
    )
    return "\n".join(lines).encode()


#: Each is read as it is.
VERSIONS = {
    write.__name__: write
    for write in (
        neware_chinese,
        neware_chinese_layers,
        landt_chinese,
        arbin_pro,
        biologic_dates,
        biologic_with_spectra,
        maccor_days,
        maccor_thousands,
        basytec_semicolons,
        digatron_dates,
        digatron_hashes,
        digatron_german,
        pec_hours,
        novonix_day_first,
        german_thousands,
        american,
        quoted_commas,
        french,
        aligned,
        small_units,
        since_1970,
    )
}
