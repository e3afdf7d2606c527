"""What can be asked of a built store: look-ups, the query library, SPARQL; and how answers are written."""
