//! Runs the example as a process and scrapes its page like Prometheus.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

use prometheus_parse::{Scrape, Value};

/// The running program. It is killed when the test ends.
struct Program(Child);

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Program {
    /// Starts the program on a free port and waits until its calls are done. Returns its address too.
    fn start() -> (Self, String) {
        let mut child = Command::new(env!("CARGO_BIN_EXE_tenacity-example-metrics"))
            .arg("127.0.0.1:0")
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut told = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
        let program = Self(child);
        let first = told.next().unwrap();
        let address = first.strip_prefix("metrics at http://").and_then(|url| url.strip_suffix("/metrics")).unwrap();
        assert!(told.any(|line| line.starts_with("done")), "the calls end");
        (program, address.to_owned())
    }
}

/// Fetches the page over TCP. Returns its head and its body.
fn get(address: &str, path: &str) -> (String, String) {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(stream, "GET {path} HTTP/1.0\r\nHost: {address}\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    (head.to_ascii_lowercase(), body.to_owned())
}

fn scrape(address: &str) -> Scrape {
    let (head, body) = get(address, "/metrics");
    assert!(head.starts_with("http/1.0 200 ok\r\n"), "{head}");
    assert!(head.contains("\r\ncontent-type: text/plain; version=0.0.4"), "{head}");
    Scrape::parse(body.lines().map(|line| Ok(line.to_owned()))).unwrap()
}

/// The counters of this name, by their labels.
fn counters<const N: usize>(scrape: &Scrape, name: &str, labels: [&str; N]) -> BTreeMap<[String; N], f64> {
    let samples = scrape.samples.iter().filter(|sample| sample.metric == name);
    let counter = |sample: &prometheus_parse::Sample| {
        let Value::Counter(count) = sample.value else { panic!("{name} is no counter") };
        assert_eq!(sample.labels.len(), N, "{:?}", sample.labels);
        (labels.map(|label| sample.labels.get(label).unwrap().to_owned()), count)
    };
    samples.map(counter).collect()
}

#[test]
fn the_page_counts_every_call_exactly() {
    const ORDER: &str = "tenacity_example_metrics::client::order";
    let (_program, address) = Program::start();
    let page = scrape(&address);

    // The client makes nine calls, 0 to 8. Calls 0 and 4 succeed immediately; 1, 5, 2 and 6 succeed later. Calls 3 and 7 are given up. Order 8
    // does not exist.
    let calls = counters(&page, "tenacity_calls_total", ["function", "outcome", "finish", "retried"]);
    let expected = [
        ([ORDER, "success", "accepted", "false"], 2.0),
        ([ORDER, "success", "accepted", "true"], 4.0),
        ([ORDER, "failure", "accepted", "false"], 1.0),
        ([ORDER, "failure", "stopped", "true"], 2.0),
    ];
    assert_eq!(calls, expected.map(|(labels, count)| (labels.map(str::to_owned), count)).into());

    let by_function = |count| BTreeMap::from([([ORDER.to_owned()], count)]);
    let attempts = counters(&page, "tenacity_attempts_total", ["function"]);
    assert_eq!(attempts, by_function(f64::from(2 + (2 * 2 + 2 * 3) + 2 * 3 + 1)));
    assert_eq!(counters(&page, "tenacity_retries_total", ["function"]), by_function(f64::from((2 + 2 * 2) + 2 * 2)));
}

#[test]
fn the_page_shows_how_long_calls_slept() {
    let (_program, address) = Program::start();
    let page = scrape(&address);
    let sleeps = |outcome: &str| {
        let samples = page.samples.iter().filter(|sample| sample.labels.get("outcome") == Some(outcome));
        let buckets = samples.clone().find_map(|sample| match &sample.value {
            Value::Histogram(buckets) => Some(buckets.iter().map(|bucket| (bucket.less_than, bucket.count)).collect::<Vec<_>>()),
            _ => None,
        });
        let sum = samples.clone().find_map(|sample| match sample.value {
            Value::Untyped(sum) if sample.metric == "tenacity_sleep_seconds_sum" => Some(sum),
            _ => None,
        });
        (buckets.unwrap(), sum.unwrap())
    };
    // Four calls that succeed sleep: two for 20 ms, two for 40 ms. The two calls that are given up sleep for 40 ms.
    let buckets = |counts: [f64; 6]| [0.01, 0.03, 0.1, 1.0, 10.0, f64::INFINITY].into_iter().zip(counts).collect::<Vec<_>>();
    let (success, slept) = sleeps("success");
    assert_eq!(success, buckets([0.0, 2.0, 4.0, 4.0, 4.0, 4.0]));
    assert!((slept - 0.12).abs() < 1e-9, "{slept}");
    let (failure, slept) = sleeps("failure");
    assert_eq!(failure, buckets([0.0, 0.0, 2.0, 2.0, 2.0, 2.0]));
    assert!((slept - 0.08).abs() < 1e-9, "{slept}");
}

#[test]
fn each_metric_has_its_type_and_its_description() {
    let (_program, address) = Program::start();
    let (_, body) = get(&address, "/metrics");
    for (name, kind) in [
        ("tenacity_calls_total", "counter"),
        ("tenacity_attempts_total", "counter"),
        ("tenacity_retries_total", "counter"),
        ("tenacity_sleep_seconds", "histogram"),
    ] {
        assert!(body.contains(&format!("# TYPE {name} {kind}\n")), "{body}");
        assert!(body.lines().any(|line| line.starts_with(&format!("# HELP {name} ")) && line.ends_with('.')), "{body}");
    }
}

#[test]
fn an_unusable_address_is_reported_in_one_line() {
    let output = Command::new(env!("CARGO_BIN_EXE_tenacity-example-metrics")).arg("nowhere").output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(told.starts_with("error: cannot listen on `nowhere`: ") && told.lines().count() == 1, "{told}");
}
