"""The portal: what customers see and do."""
