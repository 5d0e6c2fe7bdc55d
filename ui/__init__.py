"""Everything Qt: the shell, the road of every scan, the widgets, and the screens with their Qt-free presenters."""
