# Help for reading a ledger.
