"""What monitoring reads of an installation: counters of requests, and how what stands behind them is."""
