"""German, as written in Germany, Austria and Switzerland."""

from __future__ import annotations

from agent.reading.language import Language
from agent.reading.language.de import ends, interviews, marks, offers, others, topics, words

LANGUAGE = Language(
    code="de",
    words=words.WORDS,
    families=offers.FAMILIES + ends.FAMILIES + interviews.FAMILIES + others.FAMILIES,
    negation=words.NEGATION,
    negation_after=words.NEGATION_AFTER,
    condition=words.CONDITION,
    condition_first=words.CONDITION_FIRST,
    other_person=words.OTHER_PERSON,
    third_person=words.THIRD_PERSON,
    second_person=words.SECOND_PERSON,
    interview=words.INTERVIEW_OBJECT,
    nonjob=words.NONJOB_OBJECT,
    job=words.JOB_OBJECT,
    domains=others.DOMAINS,
    job_words=topics.JOB_WORDS,
    plainly_job=topics.PLAINLY_JOB,
    terms=topics.TERMS,
    marks=marks.MARKS,
)
