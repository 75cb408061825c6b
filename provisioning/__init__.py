"""From a file or form to a portal; its states, opening, change of host, archiving.

Knows no page type: the apps above register what a portal is born with.
"""
