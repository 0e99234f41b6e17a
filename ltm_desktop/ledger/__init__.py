"""What was written: canonical bytes, hash chain, signatures, certificates; knows no medicine."""
