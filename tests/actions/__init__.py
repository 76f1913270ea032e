"""Actions: each does its thing, leaves a trace, is undone when the trace fails, and refuses."""
