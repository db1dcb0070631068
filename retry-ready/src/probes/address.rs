use std::fmt::Display;
use std::net::{Ipv6Addr, SocketAddr, SocketAddrV4, SocketAddrV6};

/// A host and a port.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not name a host and a port",
    label = "expected an address",
    note = "write `tcp(\"localhost:5432\")`, `tcp((\"localhost\", 5432))`, or a `SocketAddr`"
)]
pub trait ToAddress {
    /// Returns the address as `host:port`.
    fn to_address(&self) -> String;
}

macro_rules! addresses {
    ($($address:ty),*) => { $(
        impl ToAddress for $address {
            fn to_address(&self) -> String {
                self.to_string()
            }
        }
    )* };
}

addresses!(str, String, SocketAddr, SocketAddrV4, SocketAddrV6);

impl<T: ToAddress + ?Sized> ToAddress for &T {
    fn to_address(&self) -> String {
        (**self).to_address()
    }
}

impl<H: Display> ToAddress for (H, u16) {
    fn to_address(&self) -> String {
        let host = self.0.to_string();
        // An IPv6 address needs brackets before a port.
        if host.contains(':') { format!("[{host}]:{}", self.1) } else { format!("{host}:{}", self.1) }
    }
}

/// Returns an address that the report may show. Rejects a URL, because it may contain a password.
pub(crate) fn parse(address: String) -> Result<String, &'static str> {
    if address.is_empty() || address.contains(['/', '@']) {
        return Err("`tcp` accepts only a host and a port: write an address such as `db:5432`");
    }
    Ok(address)
}

/// Returns the mistake in an address that can never accept a connection, and the fix.
pub(crate) fn mistake(address: &str) -> Option<String> {
    if address.parse::<Ipv6Addr>().is_ok() {
        return Some(format!("an IPv6 address needs brackets and a port: write an address such as `[{address}]:5432`"));
    }
    match address.rsplit_once(':') {
        Some(("", _)) => Some(format!("`{address}` has no host: write an address such as `localhost{address}`")),
        Some((_, port)) if port.parse::<u16>().is_ok() => None,
        Some((_, port)) if !port.is_empty() && !address.ends_with(']') => {
            Some(format!("the port `{port}` of `{address}` is invalid: write a number up to 65535"))
        }
        _ => Some(format!("`{address}` has no port: write an address such as `{}:5432`", address.trim_end_matches(':'))),
    }
}
