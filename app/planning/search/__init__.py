"""Order batching: which orders go together on one cart, so that all walks together are short, and how near that is.

Importing the search loads the compiler and HiGHS; only what really plans does so, in a process of its own.
"""
