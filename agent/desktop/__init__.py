"""Notifications: the cards that ask and tell, and the server that shows them."""
