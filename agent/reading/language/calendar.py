"""Words for days, hours and zones, in all languages at once: they rarely mean two things."""

from __future__ import annotations

_MONTHS = """
january jan januar jänner janvier enero janeiro gennaio januari janvier stycznia styczeń
february feb februar février febrero fevereiro febbraio februari lutego luty
march mar märz mars marzo março maart marca marzec
april apr avril abril aprile kwietnia kwiecień
may mai mayo maio maggio mei maj maja
june jun juni juin junio junho giugno czerwca czerwiec
july jul juli juillet julio julho luglio lipca lipiec
august aug août agosto augustus augusti sierpnia sierpień
september sep sept septembre septiembre setembro settembre września wrzesień
october oct oktober okt octobre octubre outubro ottobre października październik
november nov novembre noviembre novembro listopada listopad
december dec dezember dez décembre diciembre dezembro dicembre grudnia grudzień
"""
MONTHS: dict[str, int] = {
    word: number for number, line in enumerate(_MONTHS.strip().splitlines(), 1) for word in line.split()
}

_WEEKDAYS = """
monday mon montag montagnachmittag montagvormittag montagabend montagmorgen lundi lunes segunda-feira lunedì maandag poniedziałek måndag
tuesday tue tues dienstag dienstagnachmittag dienstagvormittag dienstagabend dienstagmorgen mardi martes terça-feira martedì dinsdag wtorek tisdag
wednesday wed weds mittwoch mittwochnachmittag mittwochvormittag mittwochabend mittwochmorgen mercredi miércoles quarta-feira mercoledì woensdag środa środę onsdag
thursday thu thur thurs donnerstag donnerstagnachmittag donnerstagvormittag donnerstagabend donnerstagmorgen jeudi jueves quinta-feira giovedì donderdag czwartek torsdag
friday fri freitag freitagnachmittag freitagvormittag freitagabend freitagmorgen vendredi viernes sexta-feira venerdì vrijdag piątek fredag
saturday sat samstag sonnabend samedi sábado sabato zaterdag sobota sobotę lördag
sunday sun sonntag dimanche domingo domenica zondag niedziela niedzielę söndag
"""
WEEKDAYS: dict[str, int] = {
    word: number for number, line in enumerate(_WEEKDAYS.strip().splitlines()) for word in line.split()
}
"""0 is Monday, as in `date.weekday`."""

NUMBERS: dict[str, int] = {
    word: number
    for number, line in enumerate(
        [
            "one a an ein eine einem einer eins einen un une uno una um uma een",
            "two a couple of zwei deux dos dois due twee",
            "three drei trois tres três tre drie",
            "four vier quatre cuatro quatro quattro",
            "five fünf cinq cinco cinque vijf",
            "six sechs seis sei zes",
            "seven sieben sept siete sete sette zeven",
            "eight acht huit ocho oito otto",
            "nine neun neuf nueve nove negen",
            "ten zehn dix diez dez dieci tien",
            "eleven elf onze once undici",
            "twelve zwölf douze doce doze dodici twaalf",
            "",
            "fourteen vierzehn quatorze catorce quattordici veertien",
        ],
        1,
    )
    for word in line.split()
}

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
