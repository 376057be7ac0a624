"""The one error of processing."""


class ProcessingError(ValueError):
    """The uploaded data cannot be processed.

    The text says what is wrong, where (column, first row counted from 0), and what to do about it.
    It is meant for the person who uploaded the file and never names a path of the machine.
    """
