"""The embedded platform: a real server behind the contract, in a folder of this machine.

`ionworks.local.server.Platform` runs it; `ionworks.local.address.connect` joins or starts
the one that an address such as ``local:`` names.
"""
