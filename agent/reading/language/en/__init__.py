"""English."""

from __future__ import annotations

from agent.reading.language import Language
from agent.reading.language.en import ends, interviews, marks, offers, others, topics, words

LANGUAGE = Language(
    code="en",
    words=words.WORDS,
    families=offers.FAMILIES + ends.FAMILIES + interviews.FAMILIES + others.FAMILIES,
    negation=words.NEGATION,
    condition=words.CONDITION,
    ahead=words.AHEAD,
    bargain=words.BARGAIN,
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
