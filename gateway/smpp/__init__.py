"""SMPP 3.4: texts over a provider's short message service centre instead of a modem.

Source of all outside facts in this package: Short Message Peer to Peer Protocol Specification
v3.4, Issue 1.2; clauses are named where they are used.
"""
