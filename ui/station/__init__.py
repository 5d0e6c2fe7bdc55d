"""One station's window put together: screens, presenters, services and devices."""
