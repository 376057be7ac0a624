from typing import Literal

ProtocolConvertTarget = Literal[
    "arbin", "arbin_sdx", "biologic_bttest", "maccor", "neware", "novonix"
]

PROTOCOL_CONVERT_TARGET_VALUES: set[ProtocolConvertTarget] = {
    "arbin",
    "arbin_sdx",
    "biologic_bttest",
    "maccor",
    "neware",
    "novonix",
}


def check_protocol_convert_target(value: str) -> ProtocolConvertTarget:
    if value in PROTOCOL_CONVERT_TARGET_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {PROTOCOL_CONVERT_TARGET_VALUES!r}"
    )
