"""Measuring walks by the million: places as bits, and compiled loops that only say how long the walk is.

Importing these modules loads the compiler; only what really plans does so, in a process of its own. For the walk
itself, place by place, see ``app.planning.routing``.
"""
