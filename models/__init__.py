"""What is true: customers, conversations, the ledger, and the orders that change them."""
