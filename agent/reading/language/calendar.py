"""Words for days, hours and zones, in all languages at once: they rarely mean two things."""

from __future__ import annotations

from agent.reading.language.facts import ALL

MONTHS: dict[str, int] = {
    word: number
    for language in ALL
    for number, line in enumerate(language.MONTHS.strip().splitlines(), 1)
    for word in line.split()
}
MONTHS_OF: dict[str, int] = {
    **MONTHS,
    **{word: number for language in ALL for word, number in getattr(language, "SHORT_MONTHS", {}).items()},
}
"""Those, and short forms that count only in the patterns of their language."""
WEEKDAYS: dict[str, int] = {
    word: number
    for language in ALL
    for number, line in enumerate(language.WEEKDAYS.strip().splitlines())
    for word in line.split()
}
"""0 is Monday, as in `date.weekday`."""
SHORT_DAYS: dict[str, int] = {
    **{
        word: number
        for language in ALL
        for number, line in enumerate(getattr(language, "SHORT_DAYS", "").splitlines())
        for word in line.split()
    },
}
"""Short forms that count only before the number of a day."""
NUMBERS: dict[str, int] = {word: number for language in ALL for word, number in language.NUMBERS.items()}

ZONES: dict[str, str] = {
    "eastern": "America/New_York", "et": "America/New_York", "est": "America/New_York", "edt": "America/New_York",
    "central": "America/Chicago", "ct": "America/Chicago", "cst": "America/Chicago", "cdt": "America/Chicago",
    "mountain": "America/Denver", "mt": "America/Denver", "mst": "America/Denver", "mdt": "America/Denver",
    "pacific": "America/Los_Angeles", "pt": "America/Los_Angeles", "pst": "America/Los_Angeles",
    "pdt": "America/Los_Angeles", "atlantic": "America/Halifax", "adt": "America/Halifax",
    "alaska": "America/Anchorage", "hawaii": "Pacific/Honolulu", "gmt": "Europe/London", "bst": "Europe/London",
    "utc": "UTC", "zulu": "UTC", "uk": "Europe/London", "british": "Europe/London", "london": "Europe/London",
    "irish": "Europe/Dublin", "ireland": "Europe/Dublin", "dublin": "Europe/Dublin", "lisbon": "Europe/Lisbon",
    "cet": "Europe/Berlin", "cest": "Europe/Berlin", "mez": "Europe/Berlin", "mesz": "Europe/Berlin",
    "central european": "Europe/Berlin", "german": "Europe/Berlin", "berlin": "Europe/Berlin",
    "paris": "Europe/Paris", "french": "Europe/Paris", "madrid": "Europe/Madrid", "spanish": "Europe/Madrid",
    "rome": "Europe/Rome", "italian": "Europe/Rome", "amsterdam": "Europe/Amsterdam", "dutch": "Europe/Amsterdam",
    "brussels": "Europe/Brussels", "zurich": "Europe/Zurich", "swiss": "Europe/Zurich", "vienna": "Europe/Vienna",
    "oslo": "Europe/Oslo", "stockholm": "Europe/Stockholm", "swedish": "Europe/Stockholm",
    "copenhagen": "Europe/Copenhagen", "danish": "Europe/Copenhagen", "helsinki": "Europe/Helsinki",
    "warsaw": "Europe/Warsaw", "polish": "Europe/Warsaw", "prague": "Europe/Prague", "eet": "Europe/Helsinki",
    "eest": "Europe/Helsinki", "athens": "Europe/Athens", "ist": "Asia/Kolkata", "india": "Asia/Kolkata",
    "indian": "Asia/Kolkata", "singapore": "Asia/Singapore", "sgt": "Asia/Singapore", "sst": "Asia/Singapore",
    "hong kong": "Asia/Hong_Kong", "hkt": "Asia/Hong_Kong", "tokyo": "Asia/Tokyo", "jst": "Asia/Tokyo",
    "japan": "Asia/Tokyo", "dubai": "Asia/Dubai", "gst": "Asia/Dubai", "aest": "Australia/Sydney",
    "aedt": "Australia/Sydney", "sydney": "Australia/Sydney", "melbourne": "Australia/Melbourne",
    "brisbane": "Australia/Brisbane", "awst": "Australia/Perth", "perth": "Australia/Perth",
    "acst": "Australia/Adelaide", "acdt": "Australia/Adelaide", "adelaide": "Australia/Adelaide",
    "nzst": "Pacific/Auckland", "nzdt": "Pacific/Auckland", "new zealand": "Pacific/Auckland",
    "auckland": "Pacific/Auckland", "brt": "America/Sao_Paulo", "brasília": "America/Sao_Paulo",
    "são paulo": "America/Sao_Paulo", "mexico city": "America/Mexico_City", "del centro": "America/Mexico_City",
    "new york": "America/New_York", "chicago": "America/Chicago", "denver": "America/Denver",
    "los angeles": "America/Los_Angeles", "san francisco": "America/Los_Angeles", "toronto": "America/Toronto",
    "vancouver": "America/Vancouver", "sast": "Africa/Johannesburg", "johannesburg": "Africa/Johannesburg",
    "wat": "Africa/Lagos", "lagos": "Africa/Lagos", "nairobi": "Africa/Nairobi", "eat": "Africa/Nairobi",
    "deutsche": "Europe/Berlin", "deutscher": "Europe/Berlin", "berlín": "Europe/Berlin", "berlim": "Europe/Berlin",
    "berlino": "Europe/Berlin", "alemana": "Europe/Berlin", "allemande": "Europe/Berlin", "tedesca": "Europe/Berlin",
    "wien": "Europe/Vienna", "viena": "Europe/Vienna", "vienne": "Europe/Vienna", "schweizer": "Europe/Zurich",
    "suisse": "Europe/Zurich", "svizzera": "Europe/Zurich", "suiza": "Europe/Zurich", "zürich": "Europe/Zurich",
    "parís": "Europe/Paris", "parigi": "Europe/Paris", "française": "Europe/Paris", "francesa": "Europe/Paris",
    "francese": "Europe/Paris", "bruxelles": "Europe/Brussels", "bruselas": "Europe/Brussels", "bruxelas": "Europe/Brussels",
    "brussel": "Europe/Brussels", "belge": "Europe/Brussels", "belgische": "Europe/Brussels", "nederlandse": "Europe/Amsterdam",
    "roma": "Europe/Rome", "milano": "Europe/Rome", "italiana": "Europe/Rome", "italienne": "Europe/Rome",
    "peninsular": "Europe/Madrid", "española": "Europe/Madrid", "espanhola": "Europe/Madrid", "españa": "Europe/Madrid",
    "espanha": "Europe/Madrid", "lisboa": "Europe/Lisbon", "portuguesa": "Europe/Lisbon", "portugal": "Europe/Lisbon",
    "londres": "Europe/London", "londra": "Europe/London", "británica": "Europe/London", "britannique": "Europe/London",
    "ciudad de méxico": "America/Mexico_City", "cdmx": "America/Mexico_City", "bogotá": "America/Bogota",
    "colombia": "America/Bogota", "argentina": "America/Argentina/Buenos_Aires",
    "buenos aires": "America/Argentina/Buenos_Aires", "chile": "America/Santiago", "perú": "America/Lima",
    "lima": "America/Lima", "del este": "America/New_York", "del pacífico": "America/Los_Angeles",
}  # fmt: skip
"""A zone as people name it, to its IANA name. GMT in a mail from Britain means the clock on the wall."""

COUNTRY_ZONES: dict[str, str] = {
    "uk": "Europe/London", "wales": "Europe/London", "scot": "Europe/London", "ie": "Europe/Dublin",
    "de": "Europe/Berlin", "at": "Europe/Vienna", "ch": "Europe/Zurich", "fr": "Europe/Paris", "es": "Europe/Madrid",
    "pt": "Europe/Lisbon", "it": "Europe/Rome", "nl": "Europe/Amsterdam", "be": "Europe/Brussels",
    "pl": "Europe/Warsaw", "se": "Europe/Stockholm", "no": "Europe/Oslo", "dk": "Europe/Copenhagen",
    "fi": "Europe/Helsinki", "is": "Atlantic/Reykjavik", "in": "Asia/Kolkata", "sg": "Asia/Singapore",
    "jp": "Asia/Tokyo", "au": "Australia/Sydney", "nz": "Pacific/Auckland", "br": "America/Sao_Paulo",
    "mx": "America/Mexico_City", "za": "Africa/Johannesburg", "ae": "Asia/Dubai", "hk": "Asia/Hong_Kong",
}  # fmt: skip
"""Top-level domain of a sender to the zone that most of its country lives in."""

COMMON_ZONES: tuple[str, ...] = (
    "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "Europe/London", "Europe/Berlin",
    "Asia/Kolkata", "Australia/Sydney", "Australia/Brisbane", "Australia/Perth", "Pacific/Auckland",
    "America/Halifax", "America/Sao_Paulo", "Europe/Helsinki", "Asia/Singapore", "Asia/Tokyo",
)  # fmt: skip
"""Zones to guess from, by their offset at the moment a mail was written, the likeliest first."""
