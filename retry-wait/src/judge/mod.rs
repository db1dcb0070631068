//! Whether a check was ready.

pub(crate) mod check;
pub(crate) mod final_errors;
pub(crate) mod judges;
pub(crate) mod truthy;
