"""Heavy work in processes of their own, so that pages stay quick."""
