"""The head is away: a member approves for a while, and no longer once that is taken back."""
