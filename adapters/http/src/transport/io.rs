use std::io::{self, ErrorKind};

use super::Transport;

/// Judges an `io::Error` by its kind.
pub(super) fn of_io(error: &io::Error) -> Transport {
    match error.kind() {
        ErrorKind::ConnectionRefused => Transport::Unprocessed,
        ErrorKind::ConnectionReset
        | ErrorKind::ConnectionAborted
        | ErrorKind::NotConnected
        | ErrorKind::BrokenPipe
        | ErrorKind::TimedOut
        | ErrorKind::Interrupted
        | ErrorKind::WouldBlock
        | ErrorKind::UnexpectedEof
        | ErrorKind::HostUnreachable
        | ErrorKind::NetworkUnreachable => Transport::Transient,
        _ => Transport::Final,
    }
}

/// Returns whether an error of a new connection will come again. Either the system rejects the address, or rustls rejects the certificate.
/// rustls also rejects an answer that is not TLS, by the same kind.
#[cfg(feature = "hyper-util")]
pub(super) fn is_final_for_a_connection(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::InvalidData | ErrorKind::InvalidInput | ErrorKind::PermissionDenied | ErrorKind::Unsupported
    )
}
