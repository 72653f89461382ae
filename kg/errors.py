"""Every error that kg raises on purpose.

KgError
├── InputError       an article, file or row cannot be read
├── DataError        a data file that ships with kg, or a user's, breaks its rules
├── LogError         the event log refuses, or is not what it should be
├── LookupsError     the file of lookups cannot be read or written
├── EngineError      the graph server cannot be started, found or reached
├── ProjectionError  the graph does not belong to this log, or cannot be brought up to it
├── QuestionError    a question, a parameter or a name in it is unknown
└── JudgementError   a judgement cannot be made, or taken back, as was asked
"""


class KgError(Exception):
    """Something the user can act on: one line that names the thing, where it is, and what to do next."""


class InputError(KgError):
    """An article, file or row cannot be read."""


class DataError(KgError):
    """A data file breaks its rules."""


class LogError(KgError):
    """The event log refuses, or is not what it should be."""


class LookupsError(KgError):
    """The file of lookups cannot be read or written."""


class EngineError(KgError):
    """The graph server cannot be started, found or reached."""


class ProjectionError(KgError):
    """The graph does not belong to this log, or cannot be brought up to it."""


class QuestionError(KgError):
    """A question, a parameter or a name in it is unknown."""


class JudgementError(KgError):
    """A judgement cannot be made, or taken back, as was asked."""
