//! The shapes of xmtp's errors, whose own derive has similar rules.

#![allow(dead_code, reason = "only the forms read the fields")]

use std::fmt::{self, Debug};
use std::io;

use tenacity::prelude::*;

#[derive(Debug, Retryable)]
enum StorageError {
    #[retry(when = *_0 != "no such table")]
    Query(&'static str),
    #[retry]
    Pool(io::Error),
    #[retry]
    PoolNeedsConnection,
    NotFound(String),
    Duplicate {
        id: u64,
    },
}

#[derive(Debug, Retryable)]
#[retry]
enum NetworkError {
    Connection,
    #[retry(never)]
    Credentials,
}

#[derive(Debug, Retryable)]
enum GroupError {
    #[retry(inherit)]
    Storage(StorageError),
    #[retry(inherit)]
    Network(Box<NetworkError>),
    #[retry(inherit = source)]
    Sync {
        group: [u8; 4],
        source: StorageError,
    },
    #[retry(when = _0.iter().any(|error| error.verdict().is_retry()))]
    Several(Vec<GroupError>),
    #[retry(with = io_kind)]
    Kind(io::ErrorKind),
    #[retry]
    LockUnavailable,
    GroupInactive,
    UserLimitExceeded,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the form passes a reference")]
fn io_kind(kind: &io::ErrorKind) -> Verdict {
    tenacity::io_verdict(&(*kind).into())
}

impl fmt::Display for GroupError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Debug::fmt(self, f)
    }
}

#[test]
fn the_errors_of_xmtp_keep_their_verdicts() {
    use GroupError::*;

    let locked = || Storage(StorageError::Query("database is locked"));
    let missing = || Storage(StorageError::NotFound("group".into()));
    let table: [(GroupError, bool); 15] = [
        (locked(), true),
        (Storage(StorageError::Query("no such table")), false),
        (Storage(StorageError::Pool(io::ErrorKind::NotFound.into())), true),
        (Storage(StorageError::PoolNeedsConnection), true),
        (missing(), false),
        (Storage(StorageError::Duplicate { id: 7 }), false),
        (Network(Box::new(NetworkError::Connection)), true),
        (Network(Box::new(NetworkError::Credentials)), false),
        (Sync { group: [1; 4], source: StorageError::PoolNeedsConnection }, true),
        (Several(vec![missing(), locked()]), true),
        (Several(vec![missing(), GroupInactive]), false),
        (Kind(io::ErrorKind::BrokenPipe), true),
        (Kind(io::ErrorKind::PermissionDenied), false),
        (LockUnavailable, true),
        (UserLimitExceeded, false),
    ];
    for (error, is_retried) in table {
        assert_eq!(error.verdict(), if is_retried { Verdict::Retry } else { Verdict::Accept }, "{error}");
    }
}
