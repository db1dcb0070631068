//! A storm of retries in virtual time: what a dip of a server becomes, by what bounds the retries of its clients. Prints four
//! tables, and draws `docs/storm.svg`; the page "Choosing a policy" explains them.
//!
//! ```text
//! cargo run -p tenacity-example-storm
//! ```
//!
//! The fleet makes 700 calls/s at random moments, a server serves 1000/s in the order of arrival, and for ten seconds 250/s. Fleets of
//! 1, 10, 100 and 700 clients share these 700 calls/s, so that the load is the same, and what differs is in how many budgets it is
//! counted: 100 clients make 7 calls/s each. A client waits a second for an answer, and the server does not know, so it also serves
//! those that nobody waits for any more: that is what keeps an overload alive. A call has up to three retries, after full jitter from
//! 100 ms up to a second. Its policy and its budget are the library's, driven by `RetryPolicy::start` and `Run::record_at`.

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
