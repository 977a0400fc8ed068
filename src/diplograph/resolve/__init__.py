"""Resolution: passages become events and utterances, within one article and across several."""
