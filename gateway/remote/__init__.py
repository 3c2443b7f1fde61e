"""The gateway on another machine than its office: the inbox, and texts to be sent, over HTTP."""
