"""The second reader: a language model on the user's own machine, asked about mail that the own reader is unsure of.

Off unless the configuration names its server. `prompt` and `answer` are pure: a document in, a question out; an answer in,
claims out. `server` speaks with the server, `session` puts the questions of one pass. What an answer may change is settled
in `agent.reading.told`: never that an offer is firm, and nothing that the message's own words do not show.
"""
