"""The ``ionworks`` command: one module for each command, in `ionworks.commands.offered`.

`application` puts them together, `running` runs one and turns failures into an exit status,
`connecting` gives a command its client, `choosing` finds what a user named, `showing` writes.
"""
