"""News: public notices of the office, in each language, as long as they hold."""
