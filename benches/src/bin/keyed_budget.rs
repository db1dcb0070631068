//! Prints the time of `KeyedBudget::get` for new keys, for new keys in a full table, and for known keys.
//!
//! Twice as many new keys should take twice the time. The fastest round of each counts, because other load on the machine can only add time.
//!
//! ```text
//! cargo run --release -p tenacity-benches --bin keyed_budget
//! ```

use std::hint::black_box;
use std::time::{Duration, Instant};

use tenacity::KeyedBudget;

const ROUNDS: usize = 5;
/// The lookups of known keys in a round.
const LOOKUPS: usize = 1_000_000;

fn main() {
    println!("| `KeyedBudget::get` | in all | each |\n|---|---:|---:|");
    for count in [50_000, 100_000, 200_000] {
        let hosts = hosts(count);
        print(&format!("{count} new keys"), count, || KeyedBudget::new(count), |budgets| use_all(budgets, &hosts));
    }
    for max_keys in [1_000, 100_000] {
        let full = || {
            let budgets = KeyedBudget::new(max_keys);
            use_all(&budgets, &hosts(max_keys));
            budgets
        };
        let others = hosts(max_keys + 100_000).split_off(max_keys);
        print(&format!("100000 new keys, full table of {max_keys}"), others.len(), full, |budgets| use_all(budgets, &others));
    }
    for count in [1, 1_000, 100_000] {
        let known = hosts(count);
        let full = || {
            let budgets = KeyedBudget::new(count);
            use_all(&budgets, &known);
            budgets
        };
        let again = |budgets: &KeyedBudget<String>| (0..LOOKUPS / count).for_each(|_| use_all(budgets, &known));
        print(&format!("{LOOKUPS} known keys, {count} different"), LOOKUPS, full, again);
    }
}

fn hosts(count: usize) -> Vec<String> {
    (0..count).map(|number| format!("host-{number}.example.org")).collect()
}

fn use_all(budgets: &KeyedBudget<String>, hosts: &[String]) {
    for host in hosts {
        black_box(budgets.get(black_box(host.as_str())));
    }
}

/// Prints a line of the table: the fastest of several rounds, each with its own table.
fn print(name: &str, count: usize, make: impl Fn() -> KeyedBudget<String>, run: impl Fn(&KeyedBudget<String>)) {
    let round = |_| {
        let budgets = make();
        let begun = Instant::now();
        run(&budgets);
        begun.elapsed()
    };
    let fastest = (0..ROUNDS).map(round).min().unwrap_or(Duration::ZERO);
    let each = fastest.as_nanos() / count as u128;
    println!("| {name} | {:.0} ms | {each} ns |", fastest.as_secs_f64() * 1e3);
}
