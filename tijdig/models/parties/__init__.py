"""Who is involved: creditors, customers, contact points, representatives."""
