"""What the pages share: the document, the header, the controls, the style."""
