from typing import Literal

DiscoveryTopic = Literal[
    "data",
    "model",
    "optimization",
    "parameterized_model",
    "pipeline",
    "project",
    "protocol",
    "study",
]

DISCOVERY_TOPIC_VALUES: set[DiscoveryTopic] = {
    "data",
    "model",
    "optimization",
    "parameterized_model",
    "pipeline",
    "project",
    "protocol",
    "study",
}


def check_discovery_topic(value: str) -> DiscoveryTopic:
    if value in DISCOVERY_TOPIC_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {DISCOVERY_TOPIC_VALUES!r}")
