"""Published problems as text files, and what the planner works on: order batching, picker routing, wave release."""
