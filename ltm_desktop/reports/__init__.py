"""The paper door: plain data to PDF, PDF signatures, and the judgement of a PDF from anywhere."""
