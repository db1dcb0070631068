//! The user's text: the arguments, with every mistake at its token, and the function.

pub(crate) mod args;
pub(crate) mod closure;
pub(crate) mod duration;
pub(crate) mod errors;
pub(crate) mod foreign;
pub(crate) mod function;
pub(crate) mod future;
pub(crate) mod key;
pub(crate) mod order;
pub(crate) mod scan;
