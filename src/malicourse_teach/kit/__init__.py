"""The seminar kit: copies for students and instructors, slides, PDFs and a ZIP for each session.

`python -m malicourse_teach.kit` writes it into `_build/seminar/`; `book/sessions.yml` says what is
a handout and what belongs to a session.
"""


class SeminarError(ValueError):
    """Something that the author or the teacher has to mend, in one line."""
