"""The Outlook connector: Outlook mail and calendars over Microsoft Graph.

Making a connector asks nobody and opens nothing; the libraries are loaded with the first request.
"""
