"""Labels and papers as PDF, drawn with reportlab; the same input always gives the same bytes."""
