"""Orders: baskets with held stock, what becomes of them, and sales at the counter."""
