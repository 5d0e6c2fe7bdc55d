"""The planner as a process of its own: no screen feels it, it can be stopped, and it may fail without harm."""
