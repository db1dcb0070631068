//! `retry_block!`: the loop as an expression, for code that should not be a separate function.

use std::cell::Cell;
use std::io;
use std::time::Duration;

use tenacity::prelude::*;

#[test]
fn a_block_borrows_mutably_and_its_question_marks_end_the_attempt() {
    let mut lines = vec!["3", "two", "1"];
    let mut seen = Vec::new();
    let number = retry_block!(stop = stop_after_attempt(5), wait = wait_none() => -> Result<u8, std::num::ParseIntError> {
        let line = lines.pop().unwrap_or("0");
        seen.push(line);
        let number = line.parse::<u8>()?;
        if number < 3 { "too small".parse::<u8>() } else { Ok(number) }
    });
    assert_eq!(number, Ok(3));
    assert_eq!(seen, ["1", "two", "3"]);
}

#[test]
fn the_return_type_and_the_keys_are_optional() {
    let attempts = Cell::new(0);
    let found = retry_block!(wait = wait_fixed(1ns) => {
        attempts.set(attempts.get() + 1);
        (attempts.get() == 4).then_some("found")
    });
    assert_eq!((found, attempts.get()), (Some("found"), 4));
    assert_eq!(retry_block!({ Some(1) }), Some(1));
    assert_eq!(retry_block!(=> { Some(1) }), Some(1));
}

#[tokio::test(start_paused = true)]
async fn an_async_block_is_a_future() {
    let (mut attempts, start) = (0, tokio::time::Instant::now());
    let outcome = retry_block!(stop = stop_after_attempt(3), wait = wait_fixed(20ms) => async -> io::Result<u8> {
        attempts += 1;
        tokio::task::yield_now().await;
        Err(io::ErrorKind::TimedOut)?;
        Ok(0)
    })
    .await;
    assert_eq!(outcome.unwrap_err().kind(), io::ErrorKind::TimedOut);
    assert_eq!((attempts, start.elapsed()), (3, Duration::from_millis(40)));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_async_block_can_be_spawned() {
    let name = String::from("spawned");
    let task = tokio::spawn(retry_block!(stop = stop_after_attempt(2), wait = wait_none() => async move -> Option<usize> {
        tokio::task::yield_now().await;
        Some(name.len())
    }));
    assert_eq!(task.await.unwrap(), Some(7));
}

#[test]
fn the_name_of_a_block_contains_its_line() {
    let seen = Cell::new("");
    let line = line!() + 1;
    let outcome = retry_block!(stop = stop_after_attempt(1), on_finish = |state, _, _| seen.set(state.name()) => { None::<u8> });
    assert_eq!(outcome, None);
    assert_eq!(seen.get(), format!("calls::block:{line}"));
}

#[test]
fn a_block_clones_the_values_that_its_attempts_consume() {
    let names = vec![String::from("a")];
    let mut consumed = Vec::new();
    let outcome = retry_block!(stop = stop_after_attempt(2), wait = wait_none(), clone(names) => -> Option<()> {
        consumed.extend(names);
        None
    });
    assert_eq!((outcome, consumed.len(), names.len()), (None, 2, 1));
}
