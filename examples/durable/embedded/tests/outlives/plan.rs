//! The plan of an order, from the policies and the seeds, beside its real times.

use std::time::Duration;

use order::{ATTEMPTS, Order, Service, policy};
use serde_json::Value;

use crate::journal::events;
use crate::process::Folder;

/// How late an attempt may begin. On an idle machine, the engine's polls take some 100 ms and a restart 200 ms. A busy machine takes longer.
const TOLERANCE: Duration = Duration::from_secs(5);

/// The hint of the bank's first answer.
const HINT: Duration = Duration::from_secs(1);

/// Returns the delays that the policy of a service plans for order 1, if its attempts end as the services decide.
pub(crate) fn delays(service: Service) -> Vec<Duration> {
    let seed = Order { number: 1, cents: 0 }.seed(service);
    let mut delays: Vec<Duration> = policy(service, ATTEMPTS).seed(seed).delays().take(2).collect();
    if service == Service::Charge {
        delays[0] = HINT;
    }
    delays
}

/// Asserts that the journal has the planned delays, and that each attempt began at its planned time. Prints both.
#[track_caller]
pub(crate) fn assert_kept(folder: &Folder) {
    println!("service   attempt     delay       planned          real    late");
    let steps: Vec<_> = events(folder).iter().filter_map(sleep).collect();
    let mut steps = steps.into_iter();
    for service in Service::ALL {
        let requests = folder.requests(service);
        for (attempt, delay) in (2..).zip(delays(service)) {
            let (journaled, planned) = steps.next().expect("a step for each planned delay");
            assert_eq!(journaled, delay, "the delay before attempt {attempt} at {}", service.path());
            let request = requests.iter().find(|request| request.attempt == attempt).expect("each attempt sends a request");
            // The ledger cuts a time to whole milliseconds.
            let (from, to) = (Duration::from_millis(request.at), Duration::from_millis(request.at + 1));
            let late = from.saturating_sub(planned);
            println!("{:<9} {attempt:>7} {delay:>9.3?} {} {} {late:>7.0?}", service.path(), seconds(planned), seconds(from));
            assert!(to > planned, "attempt {attempt} at {} began early", service.path());
            assert!(late < TOLERANCE, "attempt {attempt} at {} began {late:?} late", service.path());
        }
    }
    assert_eq!(steps.next(), None, "the journal has more sleeps than the plan");
}

/// Returns the delay of a journaled step, and its end since the Unix epoch.
fn sleep(event: &Value) -> Option<(Duration, Duration)> {
    let step: Value = serde_json::from_str(event["result"].as_str()?).unwrap();
    let (delay, saved) = (&step["sleep"][0], &step["sleep"][1]);
    let nanoseconds = |number: &Value| number.as_u64().map(Duration::from_nanos);
    let delay = nanoseconds(delay)?;
    Some((delay, nanoseconds(&saved["started"])? + nanoseconds(&saved["elapsed"])? + delay))
}

/// Formats a time as seconds within its day.
fn seconds(time: Duration) -> String {
    let of_day = Duration::new(time.as_secs() % 86_400, time.subsec_nanos());
    format!("{:>11.3} s", of_day.as_secs_f64())
}
