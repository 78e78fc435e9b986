"""Polish days and hours, and the words that say what they are the days of."""

from __future__ import annotations

MONTHS = """
stycznia styczeń styczniu
lutego luty lutym
marca marzec marcu
kwietnia kwiecień kwietniu
maja maj
czerwca czerwiec czerwcu
lipca lipiec lipcu
sierpnia sierpień sierpniu
września wrzesień wrześniu
października październik październiku
listopada listopad listopadzie
grudnia grudzień grudniu
"""
WEEKDAYS = """
poniedziałek poniedziałku
wtorek wtorku
środa środę środy
czwartek czwartku
piątek piątku
sobota sobotę soboty
niedziela niedzielę niedzieli
"""
NUMBERS: dict[str, int] = {
    "jeden": 1, "dwa": 2, "dwóch": 2, "trzy": 3, "trzech": 3, "cztery": 4, "czterech": 4, "pięć": 5, "pięciu": 5, "sześć": 6, "siedem": 7,
    "siedmiu": 7, "osiem": 8, "dziewięć": 9, "dziesięć": 10, "dziesięciu": 10, "czternastu": 14,
    "drugiej": 2, "trzeciej": 3, "czwartej": 4, "piątej": 5, "szóstej": 6, "siódmej": 7, "ósmej": 8, "dziewiątej": 9, "dziesiątej": 10,
    "jedenastej": 11, "dwunastej": 12,
}  # fmt: skip
DAYS_AHEAD: dict[str, int] = {
    "dzisiaj": 0,
    "dziś": 0,
    "jutro": 1,
    "jutra": 1,
    "pojutrze": 2,
    "w ciągu tygodnia": 7,
    "za tydzień": 7,
}
DAY_FORMS: tuple[tuple[str, str], ...] = (
    ("within", r"\b(?:w ciągu|w terminie|za|przez)(?: najbliższych| kolejnych)? {number} (?P<unit>dni|dnia|godzin|godziny|tygodni|tygodnie)(?P<work> roboczych| robocze)?\b"),
    ("weekday", r"\b(?P<which>najbliższy|najbliższą|przyszły|przyszłą|następny|ten|tę|najbliższego|przyszłego) {weekday}\b"),
    ("end", r"\b(?:do końca|koniec|końca) (?P<end>tygodnia|przyszłego tygodnia|miesiąca|{month})\b"),
)  # fmt: skip
SAME: dict[str, str] = {
    "dni": "days", "dnia": "days", "godzin": "hours", "godziny": "hours", "tygodni": "weeks", "tygodnie": "weeks", " roboczych": "working", " robocze": "working",
    "najbliższy": "coming", "najbliższą": "coming", "najbliższego": "coming", "ten": "this", "tę": "this", "przyszły": "next", "przyszłą": "next",
    "przyszłego": "next", "następny": "next", "tygodnia": "week", "przyszłego tygodnia": "next week", "miesiąca": "month",
}  # fmt: skip
CLOCKS: tuple[tuple[str, int], ...] = (
    (r"\bwpół do {hour}\b", -30),
    (r"\b(?:o|od|do)(?: godzinie| godz\.?)? {hour_word}\b", 0),
)
NOON = r"\bw południe\b"
MORNING = r"rano"
AFTERNOON = r"po południu|wieczorem"
AT = r"o|godz|godz\.|godzinie|o godzinie|o godz"
FACTS: dict[str, str] = {
    "by": r"do(?: dnia| końca)?|najpóźniej(?: do| w)?|w ciągu|w terminie|przed|ważna do|wygasa",
    "answer": r"odpowied\w+|podpis\w+|odesła\w+|decyzj\w+|akcept\w+|przyj\w+|ofert\w+|potwierdz\w+|ważna|wygasa|dać znać|daj znać|znać|umow\w+",
    "not deadline": r"niekaralnoś\w+|referencje|rozmow\w+|badani\w+|wyślemy",
    "first day": r"rozpoczęc\w+|rozpocz\w+|zaczyn\w+|początek|pierwszy dzień|start\w*|od dnia|zatrudnieni\w+|stawi\w+|widzimy się|czekamy|przyjść",
    "weak first day": r"zatrudnieni\w+|widzimy się|czekamy",
    "not first day": r"odpowied\w+|podpis\w+|najpóźniej|rozmow\w+|ważna|wygasa|urlop\w*|badani\w+|decyzj\w+",
    "meeting": r"rozmow\w+|spotkani\w+|zaprasz\w+|termin\w*|godz\w*|widzimy|zadzwoni\w+|potwierdz\w+|czekamy",
    "old": r"zamiast|wcześniej\w*|poprzedni\w*|odwoł\w+",
    "other time": r"(?<!let's )(?<!let us )(?<!you )(?<!we )(?<!will )(?<!can )(?<!could )do|najpóźniej|po|przed|otwarte",
    "urges": r"proszę (?:jeszcze )?(?:przemyśleć|rozważyć)|zmieni\w+ zdanie|mimo to|dlaczego|czy na pewno|proszę zadzwonić|chciel(?:iby|ibyśmy|i) (?:\S+ ){0,3}?(?:poznać|spotkać|porozmawiać)|chcielibyśmy (?:\S+ ){0,3}?(?:poznać|spotkać|porozmawiać)|(?:czy )?(?:mogę|mogłabym|mógłbym|możemy|moglibyśmy) (?:\S+ ){0,8}?(?:zapytać|spytać|wiedzieć|porozmawiać|zadzwonić|przekonać)|(?:jaki|jaka|powód|przyczyn\w+)\b.{0,40}(?:powód|przyczyn\w+|decyzj\w+)|chociaż (?:\S+ ){0,2}?porozmawiać",
    "stands": r"(?:rozmowa|spotkanie|termin)\b[^;!?]{0,90} (?:jest (?:nadal |wciąż )?aktualn[ae]|odbędzie się|bez zmian|pozostaje|zgodnie z planem)|(?:do zobaczenia|widzimy się|czekamy na pan\w+|do) (?:we? )?(?:poniedział\w+|wtor\w+|środ\w+|czwart\w+|piąt\w+|jutr\w+)",
    "falls": r"odwołan[aey]|nie|szkoda|przyszłości|anulowan[aey]",
    "kind": r"w kontakcie|(?:gdyby|jeśli|jeżeli) (?:\S+ ){0,4}?(?:zmieni\w+|zdanie)|dokąd|gdzie (?:będzie|pan|pani)|jak\w+ firm\w+|zwrot\w*|rachun\w+|usun\w+|w przyszłości|bazie",
    "congratulates": r"gratul\w+|cieszę się (?:bardzo )?z pan\w+|cieszymy się z pan\w+",
    "wishes": r"powodzenia|wszystkiego (?:dobrego|najlepszego)",
    "puts off": r"zanim (?:\S+ ){0,3}?(?:odpowiem|zdecyduję|podpiszę)|czas do namysłu",
    "turned down": r"nie (?:będziemy|możemy) (?:\S+ )?kontynuować|stanowisko zostało (?:już )?obsadzone|innego kandydata",
    "you": r"pan|pani|państwo|ci|cię",
    "left": r"(?:już )?nie pracuj\w+(?: już)?|nie jest(?:em)? już (?:pracowni\w+|zatrudnion\w+|częścią)|odszed\w+ z|odesz\w+ z",
    "automatic answer": r"automatyczna odpowiedź|odpowiedź automatyczna|poza biurem|nieobecn\w+",
    "travel": r"(?:koszty?|bilet\w*|podróż\w*|hotel\w*|dojazd\w*) (?:\S+ ){0,8}?(?:zwróc\w+|zwracamy|pokry\w+|zarezerwowan\w+|opłac\w+)|(?:zwracamy|zwrócimy|pokryjemy|pokrywamy|zarezerwowaliśmy) (?:\S+ ){0,6}?(?:koszt\w*|bilet\w*|podróż\w*|hotel\w*|dojazd\w*)",
    "greeting": r"dzień dobry|dobry wieczór|szanown[ya]|cześć|witam|pani[e]?|drog[ia]",
    "move asked": r"czy|mogłby|moglibyśmy|możemy|możliwe",
    "move told": r"przeniesi\w+|przełoż\w+|nowy termin|przesuni\w+",
}  # fmt: skip
KINDS: dict[str, str] = {
    "background_check": r"niekaralnoś\w+|krk\b|rejestr\w* karn\w+|weryfikacj\w+|wywiad\w* środowiskow\w+",
    "references": r"referencj\w+|poprzedni\w* (?:pracodawc\w+|przełożon\w+|szef\w*)",
    "drug_test": r"test\w* (?:\S+ ){0,3}?(?:narkotyk\w+|alkohol\w*)",
    "medical": r"bada(?:nia|niami|niach|ń|nie) (?:\w+ )?(?:lekarsk\w+|wstępn\w+|medycyny|okresow\w+)|medycyn\w+ pracy|orzeczeni\w+|zaświadczeni\w+ lekarsk\w+|sanepid\w*|lekarz\w*",
    "education": r"dyplom\w*|świadectw\w+ (?:ukończenia|szkoln\w+)",
    "right_to_work": r"zezwoleni\w+ na pracę|kart\w+ pobytu|wiz[ayęą]\b|oświadczeni\w+ o powierzeniu",
    "exam": r"egzamin\w*|uprawnie\w+|prawo jazdy|prawa jazdy|\budt\b|\bsep\b",
    "clearance": r"poświadczeni\w+ bezpieczeństwa|dostęp\w* do informacji niejawnych",
    "approval": r"(?:zgod\w+|akceptacj\w+|zatwierdzeni\w+|decyzj\w+|uchwał\w+) (?:\S+ ){0,5}?(?:zarząd\w*|rad[ay]\w*|dyrekcj\w+|dyrektor\w*|central\w+|wójt\w*|burmistrz\w*)|(?:dotacj\w+|finansowani\w+|budżet\w*)(?: \S+){0,6}? (?:przyzna\w+|zatwierdz\w+)",
    "contract": r"dzień próbny|dni próbn\w+|agencj\w+ pracy",
}  # fmt: skip
HOLDS_ON = r"\b(?:pod warunkiem|warunkiem|uzależnion\w+|zależy|o ile|jak tylko|dopiero (?:po|gdy|jak)|po otrzymaniu|po uzyskaniu|zanim|gdy tylko|wymag\w+|czekamy (?:\w+ )?na|brakuje)\b"
OPEN = r"\b(?:czek\w+|brak\w*|jeszcze|proszę|prosimy|trzeba|musi|należy|dostarcz\w+|przes\w+|skierowani\w+|w toku|potrzeb\w+)\b"
MET = r"\b(?:otrzymaliśmy|dotarł\w*|zatwierdz\w+|przyznan\w+|pozytywn\w+|zdoln\w+|brak przeciwwskazań|w porządku|zaliczon\w+|kompletn\w+|wyrazi\w+ zgodę|czyst\w+)\b"
NOT_MET = r"(?:\bjeszcze nie|\bnie (?:ma|dotarł|otrzymaliśmy)|\bjak tylko|\bpod warunkiem|\bczek|\bbrakuje|\bo ile)"
HYPOTHETICAL = r"\b(?:wybrani kandydaci|w przypadku zatrudnienia)\b"
HOLDS_NO_MORE = r"\b(?:bez (?:żadnych )?(?:warunków|zastrzeżeń)|bezwarunkow\w+|wszystkie warunki (?:\w+ )?spełnione)\b"

NOTHING_LEFT = r"\b(?:(?:niczego|nic)(?: już)? (?:więcej )?nie (?:brakuje|pozostało)|wszystkie (?:dokumenty|badania|sprawdzenia) (?:są )?(?:\w+ )?(?:zakończone|kompletne))\b"
"""Whatever it hung on is met."""

NEEDS_NOTHING = r"\b(?:(?:żadne|nie są) (?:dalsze|dodatkowe)(?: \w+){0,2} (?:nie są )?(?:potrzebne|wymagane))\b"
"""Says that nothing is asked for, in words of what is."""
