"""Read-only mode: what people send is refused in words, background work rests, and pages say so."""
