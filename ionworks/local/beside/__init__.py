"""What the platform asks in a process of its own: models of PyBaMM, and the files of cyclers.

The platform needs neither PyBaMM nor `ionworksdata`; where one is installed beside it, it is used.
A process of its own, because a package may take long to import, print, or fail on a damaged file.
"""
