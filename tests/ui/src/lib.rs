//! Nothing but tests: see `cases` for the mistakes.
