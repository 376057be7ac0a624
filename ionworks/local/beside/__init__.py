"""Packages that may be installed beside the platform: PyBaMM, and `ionworksdata`.

The platform needs none of them. Where one is there, it answers what the platform cannot. It does so
in a process of its own: it may take long to import, print, or fail on a file that is damaged.
"""
