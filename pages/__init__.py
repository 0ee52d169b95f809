"""What people and programs see: the pages of the dashboard and the API beside them."""
