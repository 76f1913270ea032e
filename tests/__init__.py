"""Tests; the folders mirror the layers."""
