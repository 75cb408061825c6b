"""Working days, time limits and retention periods as dated data, with their verbs and screens.

Knows no item: the apps above register their clocks.
"""
