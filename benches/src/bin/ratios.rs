//! Prints the README's tables: times as ratios to the hand-written loop, and the sizes of futures.
//!
//! The contenders of a case take turns of half a millisecond each. The fastest turn of each counts, because other load on the machine can only
//! add time. The memory layout of a process changes such short times by a fifth. So several processes measure, and the program prints the median
//! of their ratios.

use std::env;
use std::io;
use std::process::{Command, ExitCode};
use std::time::Duration;

use tenacity_benches::cases::{self, Case};
use tenacity_benches::contender::{Column, Contender};
use tenacity_benches::{executor, sizes};

const PROCESSES: usize = 7;
const ROUNDS: usize = 100;
const TURN: Duration = Duration::from_micros(500);
/// The argument that marks a process as one of several.
const ONE_OF_SEVERAL: &str = "--one-of-several";

fn main() -> ExitCode {
    if env::args().nth(1).as_deref() == Some(ONE_OF_SEVERAL) {
        let runtime = executor::runtime();
        let _entered = runtime.enter();
        all_cases().flat_map(ratios).for_each(|ratio| println!("{ratio}"));
        return ExitCode::SUCCESS;
    }
    match medians() {
        Ok(ratios) => {
            print_times(&ratios);
            print_sizes();
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("the measuring process failed: {error}");
            ExitCode::FAILURE
        }
    }
}

fn all_cases() -> impl Iterator<Item = &'static Case> {
    cases::PEERS.iter().chain(cases::VARIANTS)
}

/// Returns the ratios of one case, measured in this process.
fn ratios(case: &Case) -> Vec<f64> {
    let runs = case.contenders.iter().map(|contender| runs_of_a_turn(contender, case.refusals)).collect::<Vec<_>>();
    let mut fastest = vec![f64::INFINITY; runs.len()];
    for _ in 0..ROUNDS {
        for ((contender, &runs), fastest) in case.contenders.iter().zip(&runs).zip(&mut fastest) {
            let turn = (contender.time)(u64::from(runs), case.refusals);
            *fastest = fastest.min(turn.as_secs_f64() / f64::from(runs));
        }
    }
    fastest.iter().map(|time| time / fastest[0]).collect()
}

fn runs_of_a_turn(contender: &Contender, refusals: u32) -> u32 {
    let sample = 2000;
    let time = (contender.time)(sample, refusals).as_nanos().max(1);
    u32::try_from(u128::from(sample) * TURN.as_nanos() / time).unwrap_or(u32::MAX).max(1)
}

/// Returns the medians of the ratios that several processes print, case by case and contender by contender.
fn medians() -> io::Result<Vec<f64>> {
    let runs = (0..PROCESSES).map(|_| measured_elsewhere()).collect::<io::Result<Vec<_>>>()?;
    let median = |index: usize| {
        let mut ratios = runs.iter().map(|run| run[index]).collect::<Vec<_>>();
        ratios.sort_by(f64::total_cmp);
        ratios[PROCESSES / 2]
    };
    Ok((0..runs[0].len()).map(median).collect())
}

fn measured_elsewhere() -> io::Result<Vec<f64>> {
    let output = Command::new(env::current_exe()?).arg(ONE_OF_SEVERAL).output()?;
    let printed = String::from_utf8_lossy(&output.stdout);
    let ratios = printed.lines().map(str::parse).collect::<Result<Vec<f64>, _>>().map_err(io::Error::other)?;
    let expected = all_cases().map(|case| case.contenders.len()).sum::<usize>();
    if ratios.len() == expected { Ok(ratios) } else { Err(io::Error::other(format!("{} of {expected} ratios", ratios.len()))) }
}

fn print_times(ratios: &[f64]) {
    let mut ratios = ratios.iter();
    let tables = [
        ("time ÷ that of the hand-written loop", Column::PEERS, cases::PEERS),
        ("time ÷ that of the annotated function", Column::VARIANTS, cases::VARIANTS),
    ];
    for (title, columns, cases) in tables {
        print_head(title, columns);
        for case in cases {
            let row = case.contenders.iter().map(|contender| contender.column).zip(ratios.by_ref()).collect::<Vec<_>>();
            let cell = |column| row.iter().find(|(name, _)| *name == column).map(|(_, ratio)| format!("{ratio:.2}"));
            print_row(case.name, columns, cell);
        }
        println!();
    }
}

fn print_sizes() {
    print_head("size of the future, bytes", Column::PEERS);
    for size in sizes::ALL {
        let row = (size.bytes)();
        let cell = |column| row.iter().find(|(name, _)| *name == column).map(|(_, bytes)| bytes.to_string());
        print_row(size.name, Column::PEERS, cell);
    }
}

fn print_head(title: &str, columns: &[Column]) {
    let heads = columns.iter().map(|column| column.head()).collect::<Vec<_>>().join(" | ");
    println!("| {title} | {heads} |\n|---|{}", "---:|".repeat(columns.len()));
}

fn print_row(name: &str, columns: &[Column], cell: impl Fn(Column) -> Option<String>) {
    let cells = columns.iter().map(|column| cell(*column).unwrap_or_else(|| "–".to_owned())).collect::<Vec<_>>().join(" | ");
    println!("| {name} | {cells} |");
}
