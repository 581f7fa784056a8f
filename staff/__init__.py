"""The support desk under `/staff/`: sign-in, conversations, transcripts, search. It reads; acts are commands so far."""
