"""Random input for all that reads what others wrote: `make fuzz`. See `fuzz/README.md`."""
