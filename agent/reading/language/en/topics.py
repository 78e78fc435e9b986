"""English: the words of the working world, and those that terms of employment are named in."""

from __future__ import annotations

JOB_WORDS = (
    r"\b(?:roles?|positions?|vacanc(?:y|ies)|candidates?|candidacy|applicants?|application|appl(?:y|ied|ying)|interview\w*|hir(?:e|ed|ing)|recruit\w*|talent|cv|cvs|resume|résumé|"
    r"employ\w*|salary|jobs?|contract|start date|first day|offer letter|notice|onboarding|probation|payroll|human resources|hr|panel|shortlist\w*|short-list\w*|requisition|req|referees?|"
    r"references|compensation|team|manager|colleagues?|posts?|appointment|career\w*|joining|opening|hours?|shift|crew|work|staff)\b"
)
"""How many different ones stand in a mail tells how much it is about jobs."""
PLAINLY_JOB = (
    r"\b(?:roles?|positions?|vacanc(?:y|ies)|candidates?|candidacy|applicants?|applications?|apply|applied|interview\w*|hir(?:e|ed|ing)|recruit\w*|cv|resume|résumé|employ\w*|salary|jobs?|offer letter|"
    r"shortlist\w*|requisition|compensation|start date|onboarding|probation|career\w*|posts?|placement|gig|screening|panel)\b"
)
"""Words that hardly mean anything else."""
PAY = (
    r"(?:\b\d{2,3},\d{3} (?:a|per|each) (?:year|annum)|[£$€₹]\s?\d[\d,.]*(?:k\b)?|\b\d[\d,.]*\s?(?:gbp|usd|eur|inr|lpa|k\b|€|£)|\bper (?:hour|annum|year|month|week|loaded mile)\b|/hr\b|/hour\b|p\.a\.|\bpay scale\b|\bspine point\b|\bsalary (?:step|of)\b|"
    r"\bpoint m?\d+\b|\bctc\b|\bflat \+|\ban hour\b|\bgrade \d|\bband \d)"
)
TERMS: dict[str, str] = {
    "pay": PAY,
    "hours": r"\b\d+(?:\.\d+)? ?(?:hours|hrs|hour|h)\b(?: (?:a|per|each) week)?|full[- ]time|part[- ]time|\bfte\b|\d dayers?|days? (?:a|per) week|shifts?\b|permanent|fixed[- ]term",
    "benefits": r"\b(?:benefits|pension|401\(?k\)?|vacation|holiday entitlement|annual leave|days of (?:vacation|leave|holiday)|equity|options|bonus|sign-on|relocation|allowance|company car|medical,? dental|health insurance|probation\w*|at[- ]will|notice period|covenant)\b",
    "start": r"\b(?:start(?:s|ing)? (?:date|on|from|of work)|start:|first day|commenc\w+|day one|report(?:ing)? to|entry on duty|begin as soon as|orientation|cohort|with effect from|unit start|report:|joining date|date of joining)\b",
    "title": r"^(?:[-*> ]{0,3})(?:title|position|role|job|job title|client|status|type)\s?:",
}  # fmt: skip
"""Kind of term to the words that name it; "pay" is always there."""
