//! The overhead of retrying a call that does nothing: runs every case of [`tenacity_benches::cases`] in criterion.
//!
//! The first contender of a group is the baseline. For policies, budgets and similar variants, it is the plain annotated function. Otherwise it
//! is the hand-written loop below, which calls the same service with the same black boxes:
//!
//! ```text
//! let mut attempt = 1;                                            let start = Instant::now();
//! loop {                                                          let mut attempt = 1;
//!     match service.call() {                                      loop {
//!         Ok(answer) => return Ok(answer),                            match service.call() {
//!         Err(refused) if attempt >= 5 => return Err(refused),            Ok(answer) => return Ok(answer),
//!         Err(_) => attempt += 1,                                         Err(refused) if start.elapsed() >= LIMIT || attempt >= 5 =>
//!     }                                                                       return Err(refused),
//! }                                                                       Err(_) => attempt += 1,
//!                                                                     }
//!                                                                 }
//! ```
//!
//! The async loops await the call and are otherwise the same.

use criterion::{Criterion, criterion_group, criterion_main};
use tenacity_benches::{cases, executor};

fn overhead(criterion: &mut Criterion) {
    let runtime = executor::runtime();
    let _entered = runtime.enter();
    for case in cases::PEERS.iter().chain(cases::VARIANTS) {
        let mut group = criterion.benchmark_group(case.name);
        for contender in case.contenders {
            group.bench_function(contender.column.head(), |bencher| {
                bencher.iter_custom(|runs| (contender.time)(runs, case.refusals));
            });
        }
        group.finish();
    }
}

criterion_group!(benches, overhead);
criterion_main!(benches);
