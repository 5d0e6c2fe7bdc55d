"""The warehouse without a screen: no Qt, no serial port, no printer driver."""
