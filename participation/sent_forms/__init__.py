"""Public forms: signed tokens, rate limits, proof of work, and answers that no cache keeps."""
