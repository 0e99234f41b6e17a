"""A bedside log of intrathecal doses, radiotherapy fractions and what followed them."""
