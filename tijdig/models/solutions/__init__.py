"""What was agreed: arrangements, their instalments, and the calls we promised."""
