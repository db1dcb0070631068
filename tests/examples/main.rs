//! The examples, as their reader meets them.

mod job_polling;
mod quickstart;
