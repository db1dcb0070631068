use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use reqwest::header::{HeaderName, HeaderValue, RETRY_AFTER};
use reqwest::{Certificate, Client, Method, RequestBuilder, Response, StatusCode, Url, redirect};
use tenacity_wait::Check;
use tenacity_wait::engine::text;

use super::proxy;
use crate::check_context::CheckContext;
use crate::probe::{CheckFuture, Probe};
use crate::runtime::in_runtime;

/// How long one request may take, including the body.
const REQUEST_LIMIT: Duration = Duration::from_secs(1);

/// How many bytes of a body a closure gets.
const JUDGED_BYTES: usize = 1 << 20;

/// How many bytes of a body are read for the report.
const REPORTED_BYTES: usize = 800;

/// Ready when the server answers a `GET` with a status of 200 to 299.
///
/// ```no_run
/// use tenacity::prelude::*;
///
/// wait_until_ready_sync(http("http://localhost:8080/health?deep=1").body(|body| body.contains("\"up\""))).run()?;
/// # Ok::<(), WaitError>(())
/// ```
///
/// Each check opens its own connection, may take 1 s, and does not follow redirects. It honours `Retry-After` in seconds, and reads at most
/// 1 MiB of a body. `https` uses the certificates of the system. An invalid URL fails immediately.
///
/// If the environment names a proxy, requests go through it, and the report names it. The variables are `http_proxy`, `https_proxy` and
/// `all_proxy`, in lower or upper case; `no_proxy` lists exceptions. Requests to loopback addresses and to `localhost` never use a proxy.
/// [`no_proxy`](Http::no_proxy) disables the proxy for all requests.
///
/// The report shows the status and the beginning of the body, or the error of the transport. It never shows the user, the password or the
/// query of the URL.
pub fn http(url: impl AsRef<str>) -> Http {
    let url = parse(url.as_ref());
    Http {
        proxy: url.as_ref().ok().and_then(proxy::named_by_the_environment),
        url,
        method: Method::GET,
        headers: Vec::new(),
        content: None,
        credentials: None,
        status: None,
        body: None,
        roots: Vec::new(),
        client: None,
    }
}

/// Parses the URL. The error does not quote it, because it may contain a password.
fn parse(url: &str) -> Result<Url, String> {
    let scheme = url.split_once("://").map(|(scheme, _)| scheme.trim_start().to_ascii_lowercase());
    match scheme.as_deref() {
        Some("http" | "https") => Url::parse(url).map_err(|error| format!("the URL of `http` is invalid: {error}")),
        _ => Err("the URL of `http` must begin with `http://` or `https://`".to_owned()),
    }
}

type BodyPredicate = dyn Fn(&str) -> bool + Send + Sync;

/// See [`http`].
#[derive(Clone)]
pub struct Http {
    url: Result<Url, String>,
    /// The proxy, as the report shows it.
    proxy: Option<String>,
    method: Method,
    headers: Vec<(HeaderName, HeaderValue)>,
    content: Option<Vec<u8>>,
    credentials: Option<(String, String)>,
    status: Option<Arc<dyn Fn(u16) -> bool + Send + Sync>>,
    body: Option<Arc<BodyPredicate>>,
    roots: Vec<Certificate>,
    /// Created by the first check, because that reads the certificates.
    client: Option<Client>,
}

impl Http {
    /// Decides which status is ready: `.status(|status| status == 401)`. The default is 200 to 299.
    #[must_use]
    pub fn status(self, is_ready: impl Fn(u16) -> bool + Send + Sync + 'static) -> Self {
        Self { status: Some(Arc::new(is_ready)), ..self }
    }

    /// Decides which body is ready, in addition to the status. The closure gets the first MiB of the body as text. For JSON, parse that text:
    ///
    /// ```
    /// # use tenacity::prelude::*;
    /// let up = |body: &str| serde_json::from_str::<serde_json::Value>(body).is_ok_and(|health| health["status"] == "UP");
    /// # let _ =
    /// http("http://localhost:8080/health").body(up)
    /// # ;
    /// ```
    #[must_use]
    pub fn body(self, is_ready: impl Fn(&str) -> bool + Send + Sync + 'static) -> Self {
        Self { body: Some(Arc::new(is_ready)), ..self }
    }

    /// Sets the method. The default is `GET`. If the method is invalid, the wait fails immediately.
    #[must_use]
    pub fn method(mut self, method: &str) -> Self {
        match Method::from_bytes(method.as_bytes()) {
            Ok(method) => self.method = method,
            Err(_) => self.url = Err(format!("`{method}` is not an HTTP method")),
        }
        self
    }

    /// Sends a header. The report never shows its value. If the header is invalid, the wait fails immediately.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        match (name.parse(), HeaderValue::from_str(value)) {
            (Ok(name), Ok(value)) => self.headers.push((name, value)),
            _ => self.url = Err(format!("the name or the value of the header `{name}` is invalid")),
        }
        self
    }

    /// Sends a user and a password. The report never shows them.
    #[must_use]
    pub fn basic_auth(self, user: impl Into<String>, password: impl Into<String>) -> Self {
        Self { credentials: Some((user.into(), password.into())), ..self }
    }

    /// Sends a token, `Authorization: Bearer …`. The report never shows it.
    #[must_use]
    pub fn bearer_auth(self, token: impl AsRef<str>) -> Self {
        self.header("authorization", &format!("Bearer {}", token.as_ref()))
    }

    /// Sends a body, for methods that have one. The report never shows it.
    #[must_use]
    pub fn content(self, body: impl Into<Vec<u8>>) -> Self {
        Self { content: Some(body.into()), ..self }
    }

    /// Sends each request directly to the server, even if the environment names a proxy.
    ///
    /// ```no_run
    /// use tenacity::prelude::*;
    ///
    /// wait_until_ready_sync(http("http://db.internal:8080/health").no_proxy()).run()?;
    /// # Ok::<(), WaitError>(())
    /// ```
    #[must_use]
    pub fn no_proxy(self) -> Self {
        Self { proxy: None, ..self }
    }

    /// Also trusts these certificates: those of your own authority, or of a self-signed server. Pass the text of a PEM file. If a
    /// certificate is invalid, the wait fails immediately.
    #[must_use]
    pub fn root_certificate(mut self, pem: impl AsRef<[u8]>) -> Self {
        match Certificate::from_pem_bundle(pem.as_ref()) {
            Ok(roots) if !roots.is_empty() => self.roots.extend(roots),
            _ => self.url = Err("`root_certificate` needs a certificate in PEM: `-----BEGIN CERTIFICATE-----`".to_owned()),
        }
        self
    }

    /// Returns the client. The first check creates it.
    fn client(&mut self, url: &Url) -> Result<Client, String> {
        if let Some(client) = &self.client {
            return Ok(client.clone());
        }
        let client = client(url.scheme() == "https", &self.roots, self.proxy.is_some())?;
        self.client = Some(client.clone());
        Ok(client)
    }

    fn request(&self, client: &Client, url: Url) -> RequestBuilder {
        let mut request = client.request(self.method.clone(), url);
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        if let Some((user, password)) = &self.credentials {
            request = request.basic_auth(user, Some(password));
        }
        match &self.content {
            Some(content) => request.body(content.clone()),
            None => request,
        }
    }

    async fn judge(&self, mut response: Response, context: &CheckContext) -> Check<()> {
        let code = response.status();
        context.note(format!("{code}, but its body did not end"));
        let is_accepted = self.status.as_ref().map_or(code.is_success(), |is_ready| is_ready(code.as_u16()));
        match &self.body {
            None if is_accepted => return Check::Ready(()),
            Some(is_ready) if is_accepted => {
                let (text, error) = read_start(&mut response, JUDGED_BYTES).await;
                if let Some(error) = error {
                    return Check::retry(error.without_url());
                }
                return if is_ready(&text) { Check::Ready(()) } else { Check::pending(summary(code, &text)) };
            }
            _ => {}
        }
        let hint = retry_after(&response);
        let summary = summary(code, &read_start(&mut response, REPORTED_BYTES).await.0);
        context.note(&summary);
        hint.map_or(Check::Pending(Some(summary)), Check::RetryAfter)
    }
}

/// Creates a client. It reads the certificates of the system only for TLS, so other requests work on a system without certificates.
fn client(with_certificates: bool, roots: &[Certificate], with_proxy: bool) -> Result<Client, String> {
    let builder = Client::builder().redirect(redirect::Policy::none()).pool_max_idle_per_host(0);
    let builder = if with_proxy { builder } else { builder.no_proxy() };
    let builder = if with_certificates { builder.tls_certs_merge(roots.iter().cloned()) } else { builder.tls_certs_only([]) };
    builder.build().map_err(|error| text::error(&error))
}

impl Probe for Http {
    type Output = ();
    type Checking = CheckFuture;

    fn check(&mut self, context: CheckContext) -> CheckFuture {
        let client = self.url.clone().and_then(|url| Ok((self.client(&url)?, url)));
        let probe = self.clone();
        context.note("no answer");
        in_runtime(async move {
            let (client, url) = match client {
                Ok(client) => client,
                Err(mistake) => return Check::fatal(mistake),
            };
            match probe.request(&client, url).send().await {
                Ok(response) => probe.judge(response, &context).await,
                Err(error) if error.is_builder() => Check::fatal(error.without_url()),
                Err(error) => Check::retry(error.without_url()),
            }
        })
    }

    fn describe(&self) -> String {
        let Ok(url) = &self.url else { return "http".to_owned() };
        let (host, path) = (url.host_str().unwrap_or_default(), url.path());
        let port = url.port().map_or_else(String::new, |port| format!(":{port}"));
        let query = if url.query().is_some() { "?…" } else { "" };
        let detour = self.proxy.as_ref().map_or_else(String::new, |proxy| format!(" through the proxy {proxy}"));
        format!("{} {}://{host}{port}{path}{query}{detour}", self.method, url.scheme())
    }

    fn check_timeout(&self) -> Option<Duration> {
        Some(REQUEST_LIMIT)
    }
}

/// Describes a response, as in `503 Service Unavailable "warming up"`.
fn summary(status: StatusCode, body: &str) -> String {
    if body.trim().is_empty() { status.to_string() } else { format!("{status} {:?}", body.trim()) }
}

/// Reads the first `limit` bytes of the body. Also returns the error that cut it off, if any.
async fn read_start(response: &mut Response, limit: usize) -> (String, Option<reqwest::Error>) {
    let mut body = Vec::new();
    let error = loop {
        match response.chunk().await {
            Ok(Some(chunk)) => body.extend_from_slice(&chunk[..chunk.len().min(limit - body.len())]),
            ended => break ended.err(),
        }
        if body.len() == limit {
            break None;
        }
    };
    (String::from_utf8_lossy(&body).into_owned(), error)
}

fn retry_after(response: &Response) -> Option<Duration> {
    let value = response.headers().get(RETRY_AFTER)?.to_str().ok()?;
    value.trim().parse().ok().map(Duration::from_secs)
}

impl fmt::Debug for Http {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Http").field(&Probe::describe(self)).finish()
    }
}
