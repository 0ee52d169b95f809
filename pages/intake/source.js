// The source beside the form of a document needs nothing but to be scrolled.
