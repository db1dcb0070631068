use std::future::{Ready, ready};
use std::sync::mpsc::{Sender, channel};
use std::time::{Duration, Instant};

use tenacity::prelude::*;
use tenacity::ready::{CheckContext, Probe};

use crate::millis;

/// Sends the context of each check. Ready at the third check.
struct SendsContext(Sender<CheckContext>);

impl Probe for SendsContext {
    type Output = u32;
    type Checking = Ready<Check<u32>>;

    fn check(&mut self, context: CheckContext) -> Self::Checking {
        self.0.send(context.clone()).unwrap();
        ready(if context.number() == 3 { Check::Ready(context.number()) } else { Check::pending("not yet") })
    }

    fn describe(&self) -> String {
        "a custom probe".into()
    }

    fn check_timeout(&self) -> Option<Duration> {
        Some(Duration::from_secs(3))
    }
}

#[test]
fn the_context_has_the_number_and_the_times_of_its_check() {
    let (sender, looks) = channel();
    assert_eq!(wait_until_ready_sync(SendsContext(sender)).every(millis(2)).run().unwrap(), 3);
    let looks: Vec<_> = looks.iter().collect();
    assert_eq!(looks.iter().map(CheckContext::number).collect::<Vec<_>>(), [1, 2, 3]);
    assert!(looks.windows(2).all(|pair| pair[1].elapsed() >= pair[0].elapsed() + millis(2)), "{looks:?}");
    assert!(
        looks.iter().all(|look| look.remaining() == Duration::from_secs(3)),
        "its own limit is below that of the wait: {looks:?}"
    );
}

#[test]
fn the_remaining_time_respects_the_limits_of_the_wait() {
    let remaining = |of_look: Duration, of_wait: Duration| {
        let (sender, looks) = channel();
        wait_until_ready_sync(SendsContext(sender)).every(millis(1)).check_timeout(of_look).timeout(of_wait).run().unwrap();
        looks.iter().map(|look| look.remaining()).max().unwrap()
    };
    assert_eq!(remaining(Duration::from_secs(5), Duration::from_secs(30)), Duration::from_secs(5));
    let of_wait = remaining(Duration::from_secs(50), Duration::from_secs(20));
    assert!(of_wait > Duration::from_secs(5) && of_wait <= Duration::from_secs(20), "{of_wait:?}");
}

#[tokio::test]
async fn stable_for_requires_a_time_without_a_break() {
    let mut first_ready = None;
    let mut looks = [true, false].into_iter();
    let flapping = || {
        let is_ready = looks.next().unwrap_or(true);
        first_ready = if is_ready { first_ready.or_else(|| Some(Instant::now())) } else { None };
        ready(is_ready)
    };
    wait_until_ready(flapping).stable_for(millis(60)).every(millis(10)).await.unwrap();
    let stable = first_ready.unwrap().elapsed();
    assert!(stable >= millis(60), "{stable:?}");
}

#[test]
fn debug_shows_the_descriptions_of_probes_and_waits() {
    let psql = || command(["psql", "--password=hunter2"]);
    let shown = format!("{:?}", psql());
    assert!(shown.contains("psql") && !shown.contains("hunter2"), "{shown}");
    let shown = format!("{:?}", wait_until_ready(psql()).timeout(millis(70)));
    assert!(shown.starts_with("UntilReady { ") && shown.contains("70ms") && !shown.contains("hunter2"), "{shown}");
    let shown = format!("{:?}", wait_until_ready(psql()).into_future());
    assert!(shown.starts_with("UntilReadyFuture { ") && shown.contains("psql") && !shown.contains("hunter2"), "{shown}");
    assert_eq!(format!("{:?}", log(&b""[..]).contains("up")), r#"Log("log `up`")"#);
}
