"""The workbench: what staff see and do."""
