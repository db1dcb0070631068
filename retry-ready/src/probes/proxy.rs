use std::net::IpAddr;

use hyper_util::client::proxy::matcher::Matcher;
use reqwest::Url;

/// Returns the proxy for a request to `url`, without its user and password.
///
/// The client uses the same [`Matcher`], but does not report its result. Requests to this machine use no proxy, because a proxy would take
/// `localhost` for its own machine.
pub(crate) fn named_by_the_environment(url: &Url) -> Option<String> {
    if is_this_machine(url) {
        return None;
    }
    let proxy = Matcher::from_system().intercept(&url.as_str().parse().ok()?)?;
    Some(proxy.uri().to_string().trim_end_matches('/').to_owned())
}

/// Matches loopback and unspecified addresses, `localhost`, and names that end in `.localhost` (RFC 6761).
fn is_this_machine(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    if let Ok(address) = host.trim_matches(['[', ']']).parse::<IpAddr>() {
        let address = address.to_canonical();
        return address.is_loopback() || address.is_unspecified();
    }
    let name = host.strip_suffix('.').unwrap_or(host);
    name == "localhost" || name.ends_with(".localhost")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_machine_has_several_names_and_addresses() {
        let is_this_machine = |host: &str| is_this_machine(&format!("http://{host}/health").parse().unwrap());
        for host in [
            "127.0.0.1",
            "127.0.1.1:8080",
            "2130706433", // 127.0.0.1 in decimal.
            "0.0.0.0:8080",
            "[::1]:8080",
            "[::]",
            "[::ffff:127.0.0.1]",
            "localhost",
            "LocalHost.:8080",
            "db.localhost",
        ] {
            assert!(is_this_machine(host), "{host}");
        }
        for host in
            ["10.0.0.1", "128.0.0.1", "[fe80::1]", "[::ffff:10.0.0.1]", "localhost.example", "mylocalhost", "127.0.0.1.example"]
        {
            assert!(!is_this_machine(host), "{host}");
        }
    }
}
