"""How a label looks, for any printer: what stands where, text set into boxes, barcodes as modules."""
