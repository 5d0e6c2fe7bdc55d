"""The central database: its tables, the bookkeeper that books facts, the promises, and the checker."""
