//! What the user wrote: the arguments, each mistake noted at its token, and the function.

pub(crate) mod args;
pub(crate) mod duration;
pub(crate) mod errors;
pub(crate) mod function;
pub(crate) mod future;
pub(crate) mod key;
