"""What dialogs ask of each domain, a module for each group of domains."""
