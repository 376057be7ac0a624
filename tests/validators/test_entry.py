"""All checks at once: arguments, the report, and what is raised and warned of."""

import pickle
import sys
import warnings
from pathlib import Path

import polars as pl
import pytest
from validators.series import add_from, codes, is_plain, put, summary, usual

from ionworks.errors import IonworksError
from ionworks.validators import (
    STRICT_CHECK_NAMES,
    IssueCode,
    MeasurementValidationError,
    check,
    validate,
    validate_measurement_data,
)

GAP = add_from(usual(), "Time [s]", 20, 20_000.0)  # between two steps


class TestSkipChecks:
    def test_leaves_out_one_check(self):
        report = check(GAP, strict=True, skip_checks={"time_gaps"})
        assert report
        assert report.not_checked["time_gaps"] == "left out by `skip_checks`"

    @pytest.mark.parametrize(
        "skip", [None, (), ["time_gaps", "time_gaps"], frozenset({"time_gaps"})]
    )
    def test_any_collection_and_without_strict_no_effect(self, skip):
        assert check(usual(), skip_checks=skip)

    @pytest.mark.parametrize("strict", [True, False])
    def test_unknown_names_are_refused_before_the_data_are_read(self, strict):
        with pytest.raises(ValueError, match="time_monotonic, typo") as error:
            check(object(), strict=strict, skip_checks=["typo", "time_monotonic", "time_gaps"])
        assert ", ".join(sorted(STRICT_CHECK_NAMES)) in str(error.value)

    @pytest.mark.parametrize("skip", ["time_gaps", ""])
    def test_one_name_as_text_is_refused(self, skip):
        with pytest.raises(ValueError, match="collection of names"):
            check(usual(), skip_checks=skip)

    def test_names_of_other_types_are_refused(self):
        with pytest.raises(ValueError, match="1, None"):
            check(usual(), skip_checks=[None, 1])

    def test_names(self):
        assert isinstance(STRICT_CHECK_NAMES, frozenset)
        assert len(STRICT_CHECK_NAMES) == 21
        series = usual().with_columns(pl.lit(25.0).alias("Temperature [degC]"))
        table = pl.DataFrame({"Z_Mod [Ohm]": [1.0]})
        reports = (
            check(series, strict=True),
            check(table, strict=True, data_type="eis"),
            check({}, strict=True, data_type="ocp"),
        )
        known = {name for made in reports for name in (*made.checked, *made.not_checked)}
        assert known >= STRICT_CHECK_NAMES


class TestDataType:
    @pytest.mark.parametrize("data_type", [None, ""])
    def test_none_is_cycler_data(self, data_type):
        assert codes(check({}, data_type=data_type))[-1] == "step_count_missing"

    def test_unknown_is_warned_of(self):
        report = check(usual(), data_type="gitt")
        assert codes(report.warnings) == ["unknown_data_type"]
        assert "'gitt'" in report.warnings[0].message


class TestRaising:
    def test_passes_in_silence(self):
        assert validate_measurement_data(usual(), strict=True) is None

    def test_all_errors_at_once(self):
        frame = GAP.with_columns(-pl.col("Current [A]"))
        with pytest.raises(MeasurementValidationError) as caught:
            validate_measurement_data(frame, True)
        error = caught.value
        assert isinstance(error, IonworksError)
        assert isinstance(error, ValueError)
        assert error.has_code(IssueCode.CURRENT_SIGN_REVERSED)
        assert error.has_code("time_gap_too_large")
        assert not error.has_code("voltage_continuity")
        assert error.errors == error.issues == list(check(frame, strict=True).errors)
        heading, *lines = str(error).splitlines()
        assert heading == f"The time series has {len(error.errors)} errors:"
        assert lines == [f"  - {issue.message}" for issue in error.errors]
        assert str(error) == error.message

    def test_the_text_is_bounded(self):
        frame = pl.DataFrame({"Step count": range(20_000), "Time [s]": range(20_000)})
        frame = frame.with_columns(
            pl.lit(4.0).alias("Voltage [V]"),
            pl.lit(0.0).alias("Current [A]"),
            pl.lit(5.0).alias("Discharge capacity [A.h]"),
        )
        with pytest.raises(MeasurementValidationError) as caught:
            validate_measurement_data(frame, strict=True)
        assert len(str(caught.value)) < 10_000
        assert len(caught.value.errors) < 100
        assert caught.value.errors[0].payload["num_violations"] == 20_000

    def test_a_warning_does_not_raise(self):
        steps = summary(usual())
        with pytest.warns(UserWarning, match="exceed 500% of the rated capacity") as caught:
            validate_measurement_data(
                usual(),
                strict=True,
                steps_df=steps,
                rated_capacity=0.1,
                skip_checks=["consecutive_same_direction_full_steps"],
            )
        assert Path(caught[0].filename) == Path(__file__)

    def test_a_warning_turned_into_an_error_does_not_hide_the_errors(self):
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with pytest.raises(MeasurementValidationError):
                validate_measurement_data(usual().clear(), data_type="gitt")

    def test_step_capacity_is_warned_of_before_the_clock(self):
        with pytest.warns(UserWarning, match=r".") as caught:
            validate_measurement_data(
                usual(),
                strict=True,
                steps_df=summary(usual()),
                rated_capacity=0.1,
                skip_checks=["consecutive_same_direction_full_steps"],
                start_time="nonsense",
            )
        assert [str(each.message)[:6] for each in caught] == ["6 step", "The wa"]


class TestReport:
    def test_truth_and_parts(self):
        report = check(GAP.with_columns(pl.col("Time [s]") + 1), strict=True, start_time="x")
        assert not report
        assert codes(report.errors) == ["time_does_not_start_at_zero", "time_gap_too_large"]
        assert codes(report.warnings) == ["timing_not_checked"]
        assert report.not_checked["voltage_continuity"] == "needs `voltage_window`"
        assert "time_gaps" in report.checked

    def test_table(self):
        table = check(GAP, strict=True).to_polars()
        assert table.columns[0] == "check"
        row = table.row(0, named=True)
        assert row["first row"] == 19
        assert row["what to do"]
        assert row["message"].endswith(row["what to do"])
        assert check(usual()).to_polars().schema == table.schema

    def test_texts(self):
        report = check(GAP.rename({"Voltage [V]": "<b>"}), strict=True)
        assert "2 errors" in repr(report)  # the voltage is missing
        assert "Time gap of" in repr(report)
        assert "positive_current_is_discharge: needs `Voltage [V]`" in repr(report)
        html = report._repr_html_()
        assert "<table>" in html
        assert "Time gap of" in html
        assert repr(check(usual())).startswith("Passed")
        assert "<table>" not in check(usual())._repr_html_()

    def test_markup_in_the_data_is_escaped(self):
        report = check({"<script>": [1.0]}, data_type="ocp")
        assert "<script>" not in report._repr_html_()

    def test_every_message_ends_in_what_to_do(self):
        frame = put(GAP, "Step count", 3, 9).with_columns(-pl.col("Current [A]"))
        report = check(frame, strict=True)
        assert len(report.issues) > 5
        for issue in report.issues:
            assert issue.message.endswith(issue.advice)
            assert str(issue) == issue.message
            assert issue.advice
            assert issue.check
            assert is_plain(issue.payload)

    def test_findings_are_immutable_and_comparable(self):
        first, second = (check(GAP, strict=True).errors[0] for _ in range(2))
        assert first == second
        assert pickle.loads(pickle.dumps(first)) == first
        with pytest.raises(AttributeError):
            first.message = "other"


class TestInput:
    FORMS = ("polars", "lazy", "pandas", "pandas arrow", "dict", "arrow")

    @pytest.mark.parametrize("form", FORMS)
    @pytest.mark.parametrize("damaged", [False, True])
    def test_every_kind_of_table_gives_the_same_verdict(self, form, damaged):
        frame = usual()
        if damaged:
            frame = put(GAP, "Voltage [V]", 4, None).with_columns(-pl.col("Current [A]"))
            frame = put(frame, "Cycle count", 2, None)
        table = {
            "polars": lambda: frame,
            "lazy": frame.lazy,
            "pandas": frame.to_pandas,
            "pandas arrow": lambda: frame.to_pandas(use_pyarrow_extension_array=True),
            "dict": lambda: frame.to_dict(as_series=False),
            "arrow": frame.to_arrow,
        }[form]()
        report = check(table, strict=True, steps=summary(frame), rated_capacity=5.0)
        expected = check(frame, strict=True, steps=summary(frame), rated_capacity=5.0)
        assert report == expected
        assert bool(report) is not damaged

    def test_object_columns_that_hold_none_are_numbers(self):
        pandas = pytest.importorskip("pandas")
        frame = usual().to_pandas()
        frame["Voltage [V]"] = pandas.Series([None, *frame["Voltage [V]"][1:]], dtype=object)
        assert check(frame, strict=True)

    def test_repeated_columns_are_refused(self):
        pandas = pytest.importorskip("pandas")
        frame = pandas.DataFrame([[0.0, 0.0]], columns=["Time [s]", "Time [s]"])
        with pytest.raises(ValueError, match=r"Time \[s\]"):
            check(frame)

    @pytest.mark.parametrize("table", [5, b"text", [1, 2]])
    def test_what_is_no_table_is_refused(self, table):
        with pytest.raises(TypeError):
            check(table)

    def test_the_frame_is_not_changed(self):
        frame = put(usual(), "Voltage [V]", 3, float("nan"))
        before = frame.clone()
        check(frame, strict=True)
        assert frame.equals(before, null_equal=True)


class TestFiles:
    def test_one_file(self, tmp_path):
        GAP.write_parquet(tmp_path / "a.parquet")
        assert codes(validate(tmp_path / "a.parquet", strict=True)) == ["time_gap_too_large"]
        assert validate(str(tmp_path / "a.parquet"))

    def test_a_folder_gives_one_table(self, tmp_path):
        (tmp_path / "deep").mkdir()
        usual().write_parquet(tmp_path / "a.parquet")
        GAP.write_csv(tmp_path / "deep" / "b.csv")
        (tmp_path / "c.parquet").write_bytes(b"no table at all")
        (tmp_path / "notes.txt").write_text("left out")
        report = validate(tmp_path, strict=True)
        assert list(report) == ["a.parquet", "c.parquet", "deep/b.csv"]
        assert not report
        assert report.failed == ("c.parquet", "deep/b.csv")
        table = report.to_polars()
        assert table["file"].to_list() == ["c.parquet", "deep/b.csv"]
        assert table["code"].to_list() == ["file_unreadable", "time_gap_too_large"]
        assert table["first row"].to_list() == [None, 19]
        assert "3 files: 1 passed, 2 with errors" in repr(report)
        assert "deep/b.csv" in report._repr_html_()

    def test_a_list_of_files_and_folders(self, tmp_path):
        paths = [tmp_path / "one.parquet", tmp_path / "folder" / "two.csv"]
        paths[1].parent.mkdir()
        usual().write_parquet(paths[0])
        usual().write_csv(paths[1])
        report = validate([paths[0], paths[1].parent, paths[0]])
        assert list(report) == [str(path) for path in paths]
        assert report
        assert report.to_polars().is_empty()

    def test_steps_beside_a_series_are_used(self, tmp_path):
        usual().write_parquet(tmp_path / "time_series.parquet")
        swapped = {"Charge capacity [A.h]": "Discharge capacity [A.h]"}
        swapped |= {new: old for old, new in swapped.items()}
        summary(usual()).rename(swapped).write_csv(tmp_path / "steps.csv")
        report = validate(tmp_path, strict=True)
        assert list(report) == ["time_series.parquet"]
        assert codes(report["time_series.parquet"]) == ["charge_discharge_capacity_columns_swapped"]

    def test_text_far_down_a_csv_file_is_found(self, tmp_path):
        lines = [
            "Time [s],Voltage [V],Current [A],Step count",
            *(f"{row},4,0,0" for row in range(3000)),
            "end,4,0,0",
        ]
        (tmp_path / "a.csv").write_text("\n".join(lines))
        assert codes(validate(tmp_path / "a.csv")) == ["column_not_numeric"]

    def test_a_missing_path_is_an_error(self, tmp_path):
        with pytest.raises(FileNotFoundError, match="nothing"):
            validate(tmp_path / "nothing.parquet")

    def test_steps_belong_to_one_series(self, tmp_path):
        with pytest.raises(ValueError, match="one time series"):
            validate([tmp_path], steps={})

    def test_other_kinds_of_file_are_said_not_to_be_known(self, tmp_path):
        (tmp_path / "a.xlsx").write_bytes(b"")
        (issue,) = validate(tmp_path / "a.xlsx").errors
        assert ".xlsx" in issue.message


def test_importing_the_checks_loads_no_frame_library():
    import subprocess

    code = (
        "import sys, ionworks.validators\n"
        "loaded = {'polars', 'pandas', 'numpy', 'pyarrow', 'pint'} & set(sys.modules)\n"
        "sys.exit(str(loaded) if loaded else 0)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize("dtype", [pl.String, pl.Object, pl.Date, pl.Categorical, pl.Null])
@pytest.mark.parametrize("strict", [False, True])
def test_a_series_without_rows_is_said_whatever_its_columns_are(dtype, strict):
    kinds = {"Time [s]": pl.Float64, "Current [A]": pl.Float64, "Step count": pl.Int64}
    empty = pl.DataFrame(schema={**kinds, "Voltage [V]": dtype})
    report = check(empty, strict=strict)
    assert [issue.code for issue in report.errors] == [IssueCode.EMPTY_FRAME]
