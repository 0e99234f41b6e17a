"""Turn codes and values into the sentences a person reads, in English and Chinese."""
