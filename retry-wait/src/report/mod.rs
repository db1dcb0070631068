//! The report of a wait: its evidence, and the text that is made of it.

pub(crate) mod check_report;
pub(crate) mod display;
pub(crate) mod error;
pub(crate) mod evidence;
pub(crate) mod failure;
pub(crate) mod hint;
pub(crate) mod history;
pub(crate) mod probe_report;
pub(crate) mod runtime;
pub(crate) mod text;
pub(crate) mod waited;
