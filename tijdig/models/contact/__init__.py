"""What passes between us: cases, holds, nights, decisions, moments, contacts, requests."""
