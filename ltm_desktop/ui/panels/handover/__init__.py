"""Handing a shift over and taking it over; and the handovers before."""
