"""The roof: the only floor that knows every other one."""
