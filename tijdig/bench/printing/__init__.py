"""What the benchmark of letters needs: letters to make, and another engine to compare with."""
