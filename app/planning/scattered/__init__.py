"""Scattered storage: an article lies in several places, and the places are chosen together with the route."""
