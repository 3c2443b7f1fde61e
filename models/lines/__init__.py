"""How each line that texts leave by is, as its gateway last said."""
