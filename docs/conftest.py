"""The platforms that the pages start are held to the contract, as those of the tests are."""

from support.held import (  # noqa: F401
    answers_are_what_the_contract_states,
    ledger,
    pytest_sessionfinish,
    pytest_terminal_summary,
    pytest_testnodedown,
)
