"""Tests of the trials on somebody's own file: replay and shadow."""
