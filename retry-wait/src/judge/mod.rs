//! The result of a check, and the judges that decide whether it was ready.

pub(crate) mod check;
pub(crate) mod final_errors;
pub(crate) mod judges;
pub(crate) mod truthy;
