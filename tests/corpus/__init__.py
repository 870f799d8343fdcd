"""The adversarial corpus: health claims with their citations, and the findings they must give."""
