"""Questions that several conversations ask, how each is read, and the lists behind them."""
