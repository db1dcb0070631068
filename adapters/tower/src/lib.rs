#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]
#![cfg_attr(docsrs, feature(doc_cfg))]
#![doc(test(attr(deny(warnings), allow(dead_code))))]

mod clone_request;
mod future;
mod layer;
mod policy_source;
mod request_kind;
mod sending;
mod service;

#[cfg(feature = "reqwest")]
pub use crate::clone_request::TryClone;
pub use crate::clone_request::{ByClone, CloneRequest, CloneWith};
pub use crate::future::ResponseFuture;
pub use crate::layer::RetryLayer;
pub use crate::policy_source::{PerRequest, PolicySource, Shared};
#[cfg(feature = "http")]
pub use crate::request_kind::HttpRequest;
#[cfg(feature = "reqwest")]
pub use crate::request_kind::ReqwestRequest;
pub use crate::request_kind::{AnyRequest, RequestKind};
pub use crate::service::Retry;
