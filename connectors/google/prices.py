"""What requests cost of Gmail's quota, in units; Google Calendar counts otherwise, and nothing of it is counted here.

https://developers.google.com/workspace/gmail/api/reference/quota: as published for projects created since May 2026; for
`drafts.get` and `drafts.update` the older figures stand.
"""

from __future__ import annotations

from typing import Final

PER_MINUTE: Final = 6000
"""So much of it a user of a project has in any sliding minute."""

GET_PROFILE: Final = 1
LIST_LABELS: Final = 1
LIST_SENDERS: Final = 1
LIST_HISTORY: Final = 2
LIST_MESSAGES: Final = 5
GET_MESSAGE: Final = 20
GET_THREAD: Final = 40
LIST_DRAFTS: Final = 5
GET_DRAFT: Final = 5
CREATE_DRAFT: Final = 10
UPDATE_DRAFT: Final = 15
DELETE_DRAFT: Final = 10
SEND_DRAFT: Final = 100
