"""Tests of the reports door."""
