//! Simulates a retry storm in virtual time. A server's dip hits a fleet of clients, whose retries have different bounds. The program prints four
//! tables, and draws `docs/storm.svg`. The page "Choosing a policy" explains them.
//!
//! ```text
//! cargo run -p tenacity-example-storm
//! ```
//!
//! The fleet makes 700 calls/s at random moments. The server serves 1000/s in the order of arrival, and 250/s during a dip of ten seconds.
//! Fleets of 1, 10, 100 and 700 clients share the same load: 100 clients make 7 calls/s each. So only the number of budgets differs.
//!
//! A client waits a second for an answer. The server does not know that, so it also serves requests that no client waits for any more. Those
//! keep an overload alive.
//!
//! A call has up to three retries, after full jitter from 100 ms up to a second. Policy and budget are the library's, driven by
//! `RetryPolicy::start` and `Run::record_at`.

use std::path::Path;
use std::{fs, io};

mod picture;
mod report;
mod simulation;
#[cfg(test)]
mod tests;

fn main() -> io::Result<()> {
    let dip = report::dip();
    println!("{}\n{}", report::of_dip(&dip), report::of_dead(&report::dead()));
    println!("{}\n{}", report::of_flaky(&report::flaky()), report::of_lonely(&report::lonely()));
    fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/storm.svg"), picture::of_dip(&dip))?;
    println!("docs/storm.svg");
    Ok(())
}
