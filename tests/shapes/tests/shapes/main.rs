//! The shapes of functions, bodies and outcomes that the attribute must support.

mod async_trait;
mod bodies;
mod functions;
mod futures;
mod hygiene;
mod limits;
mod methods;
mod names;
mod outcomes;
mod patterns;
mod retryable;
mod returned_futures;
mod signatures;
mod traits;
mod values;
