"""The checks themselves, over polars; loaded when a check is first made."""
