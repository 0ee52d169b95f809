"""Pictures of views: figures drawn by one warm browser."""
