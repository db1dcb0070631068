//! Shapes of bodies, whose `?` and `return` end the attempt and not the call.

use std::cell::Cell;
use std::num::ParseIntError;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

use tenacity::prelude::*;

/// Counts an attempt and returns a text. The first two texts are not numbers, the later ones are the attempt's number.
fn line(attempts: &Cell<u32>) -> &'static str {
    attempts.set(attempts.get() + 1);
    ["", "one", "two", "3", "4"][attempts.get() as usize]
}

/// Runs the function with a fresh counter.
fn count<R>(call: impl FnOnce(&Cell<u32>) -> R) -> (R, u32) {
    let attempts = Cell::new(0);
    let outcome = call(&attempts);
    (outcome, attempts.get())
}

/// [`count`] for an async function.
async fn count_async<R>(call: impl AsyncFnOnce(&Cell<u32>) -> R) -> (R, u32) {
    let attempts = Cell::new(0);
    let outcome = call(&attempts).await;
    (outcome, attempts.get())
}

#[test]
fn question_marks_and_returns_of_results() {
    #[retry(stop = stop_after_attempt(limit), wait = wait_none())]
    fn asked(attempts: &Cell<u32>, limit: u32) -> Result<u8, ParseIntError> {
        let number = line(attempts).parse::<u8>()?;
        Ok(number)
    }

    #[retry(stop = stop_after_attempt(limit), wait = wait_none())]
    #[allow(clippy::needless_return, reason = "the shape under test")]
    fn returned(attempts: &Cell<u32>, limit: u32) -> Result<u8, &'static str> {
        let line = line(attempts);
        if line.len() > 1 {
            return Err(line);
        }
        match line.parse() {
            Ok(number) => return Ok(number),
            Err(_) => return Err("no number"),
        }
    }

    assert_eq!(count(|attempts| asked(attempts, 5)), (Ok(3), 3));
    assert_eq!(count(|attempts| asked(attempts, 2)), ("two".parse::<u8>(), 2));
    assert_eq!(count(|attempts| returned(attempts, 5)), (Ok(3), 3));
    assert_eq!(count(|attempts| returned(attempts, 2)), (Err("two"), 2));
}

#[tokio::test]
async fn question_marks_and_returns_of_results_async() {
    #[retry(stop = stop_after_attempt(limit), wait = wait_none())]
    async fn asked(attempts: &Cell<u32>, limit: u32) -> Result<u8, ParseIntError> {
        tokio::task::yield_now().await;
        let number = line(attempts).parse::<u8>()?;
        Ok(number)
    }

    #[retry(stop = stop_after_attempt(limit), wait = wait_none())]
    #[allow(clippy::needless_return, reason = "the shape under test")]
    async fn returned(attempts: &Cell<u32>, limit: u32) -> Result<u8, &'static str> {
        let line = line(attempts);
        if line.len() > 1 {
            return Err(line);
        }
        tokio::task::yield_now().await;
        match line.parse() {
            Ok(number) => return Ok(number),
            Err(_) => return Err("no number"),
        }
    }

    assert_eq!(count_async(async |attempts| asked(attempts, 5).await).await, (Ok(3), 3));
    assert_eq!(count_async(async |attempts| asked(attempts, 2).await).await, ("two".parse::<u8>(), 2));
    assert_eq!(count_async(async |attempts| returned(attempts, 5).await).await, (Ok(3), 3));
    assert_eq!(count_async(async |attempts| returned(attempts, 2).await).await, (Err("two"), 2));
}

#[test]
fn question_marks_and_returns_of_options() {
    #[retry(stop = stop_after_attempt(limit), wait = wait_none())]
    fn asked(attempts: &Cell<u32>, limit: u32) -> Option<u32> {
        let digit = line(attempts).chars().next()?.to_digit(10)?;
        if digit > 9 {
            return None;
        }
        Some(digit)
    }

    assert_eq!(count(|attempts| asked(attempts, 5)), (Some(3), 3));
    assert_eq!(count(|attempts| asked(attempts, 2)), (None, 2));
}

#[tokio::test]
async fn question_marks_and_returns_of_options_async() {
    #[retry(stop = stop_after_attempt(limit), wait = wait_none())]
    async fn asked(attempts: &Cell<u32>, limit: u32) -> Option<u32> {
        let digit = line(attempts).chars().next()?.to_digit(10)?;
        tokio::task::yield_now().await;
        if digit > 9 {
            return None;
        }
        Some(digit)
    }

    assert_eq!(count_async(async |attempts| asked(attempts, 5).await).await, (Some(3), 3));
    assert_eq!(count_async(async |attempts| asked(attempts, 2).await).await, (None, 2));
}

#[test]
fn diverging_and_empty_bodies() {
    #[retry(stop = stop_after_attempt(3), wait = wait_none())]
    fn always_returns(attempts: &Cell<u32>) -> Result<u8, u8> {
        attempts.set(attempts.get() + 1);
        return Err(1);
    }

    #[retry(stop = stop_after_attempt(2), wait = wait_none())]
    fn only_loops(attempts: &Cell<u32>) -> Result<u8, ParseIntError> {
        loop {
            line(attempts).parse::<u8>()?;
        }
    }

    #[retry(stop = stop_after_attempt(3), wait = wait_none())]
    fn never_succeeds(attempts: &Cell<u32>) -> Result<std::convert::Infallible, u8> {
        attempts.set(attempts.get() + 1);
        Err(1)
    }

    #[retry(stop = stop_after_attempt(3), wait = wait_none(), before = |_| attempts.set(attempts.get() + 1), retry = |()| true)]
    fn empty(attempts: &Cell<u32>) {}

    assert_eq!(count(always_returns), (Err(1), 3));
    assert_eq!(count(only_loops), ("two".parse::<u8>(), 2));
    assert_eq!(count(never_succeeds), (Err(1), 3));
    assert_eq!(count(empty), ((), 3));
}

#[tokio::test]
async fn empty_bodies_async() {
    #[retry(stop = stop_after_attempt(3), wait = wait_none(), before = |_| attempts.set(attempts.get() + 1), retry = |()| true)]
    async fn empty(attempts: &Cell<u32>) {}

    let attempts = Cell::new(0);
    empty(&attempts).await;
    retry_block!(stop = stop_after_attempt(2), before = |_| attempts.set(attempts.get() + 1), retry = |()| false => async {})
        .await;
    assert_eq!(attempts.get(), 4);
}

/// Repeats the lines: each `double` doubles their number.
macro_rules! long {
    ([double $($more:tt)*] $($line:tt)*) => { long!([$($more)*] $($line)* $($line)*); };
    ([] $($line:tt)*) => {
        #[retry(stop = stop_after_attempt(2), wait = wait_none())]
        fn sync() -> Result<(), u32> {
            $($line)*
            Err(TOTAL.load(Relaxed))
        }

        #[retry(stop = stop_after_attempt(2), wait = wait_none())]
        async fn asynchronous() -> Result<(), u32> {
            $($line)*
            Err(TOTAL.load(Relaxed))
        }
    };
}

#[tokio::test]
async fn a_body_of_thousands_of_lines() {
    static TOTAL: AtomicU32 = AtomicU32::new(0);
    long!([double double double double double double double double double double double double] TOTAL.fetch_add(1, Relaxed););
    assert_eq!(sync(), Err(2 * 4096));
    assert_eq!(asynchronous().await, Err(4 * 4096));
}

#[test]
fn question_marks_and_returns_in_closures_end_the_closure() {
    #[retry(stop = stop_after_attempt(limit), wait = wait_none())]
    fn nested(attempts: &Cell<u32>, limit: u32) -> Result<u8, String> {
        let parse = |text: &str| -> Result<u8, ParseIntError> {
            if text.is_empty() {
                return Ok(0);
            }
            let number = text.parse::<u8>()?;
            Ok(number)
        };
        let first = |text: &str| {
            let first = text.chars().next()?;
            if first == '3' {
                return Some('3');
            }
            Some(first)
        };
        assert_eq!((parse(""), parse("x").is_err(), first("")), (Ok(0), true, None));
        let text = line(attempts);
        let total: Result<u8, ParseIntError> = [text, "1"].into_iter().map(|text| Ok(text.parse::<u8>()? + 1)).sum();
        let total = total.map_err(|error| error.to_string())?;
        Ok(total + parse(text).unwrap_or(0))
    }

    assert_eq!(count(|attempts| nested(attempts, 5)), (Ok(9), 3));
    assert_eq!(count(|attempts| nested(attempts, 2)), (Err("invalid digit found in string".into()), 2));
}

#[tokio::test]
async fn question_marks_and_returns_in_async_blocks_end_the_block() {
    #[retry(stop = stop_after_attempt(limit), wait = wait_none())]
    async fn nested(attempts: &Cell<u32>, limit: u32) -> Result<u8, String> {
        let text = line(attempts);
        let parsed = async {
            if text.is_empty() {
                return Ok(0);
            }
            let number = text.parse::<u8>()?;
            tokio::task::yield_now().await;
            Ok::<_, ParseIntError>(number)
        };
        let one = async move |text: &str| -> Option<char> {
            tokio::task::yield_now().await;
            let first = text.chars().next()?;
            if first == '1' {
                return Some('1');
            }
            Some(first)
        };
        assert_eq!((one("").await, one("1").await), (None, Some('1')));
        let task = tokio::spawn(async move { text.parse::<u8>().map(|number| number + 1) });
        let total = parsed.await.map_err(|error| error.to_string())?;
        Ok(total + task.await.unwrap().unwrap())
    }

    assert_eq!(count_async(async |attempts| nested(attempts, 5).await).await, (Ok(7), 3));
    let failure = Err("invalid digit found in string".into());
    assert_eq!(count_async(async |attempts| nested(attempts, 2).await).await, (failure, 2));
}

#[test]
fn labelled_loops() {
    #[retry(stop = stop_after_attempt(limit), wait = wait_none())]
    fn searched(attempts: &Cell<u32>, limit: u32) -> Result<u32, &'static str> {
        let text = line(attempts);
        let found = 'outer: loop {
            for c in text.chars() {
                if let Some(digit) = c.to_digit(10) {
                    break 'outer Some(digit);
                }
                if c == 'o' {
                    continue;
                }
                if c == 'z' {
                    continue 'outer;
                }
            }
            break None;
        };
        let found = 'block: {
            let Some(found) = found else { break 'block 0 };
            found
        };
        if found == 0 { Err(text) } else { Ok(found) }
    }

    assert_eq!(count(|attempts| searched(attempts, 5)), (Ok(3), 3));
    assert_eq!(count(|attempts| searched(attempts, 2)), (Err("two"), 2));
}

#[tokio::test]
async fn labelled_loops_async() {
    #[retry(stop = stop_after_attempt(limit), wait = wait_none())]
    async fn searched(attempts: &Cell<u32>, limit: u32) -> Result<u32, &'static str> {
        let text = line(attempts);
        let mut rounds = 0;
        'outer: loop {
            rounds += 1;
            for c in text.chars() {
                tokio::task::yield_now().await;
                if let Some(digit) = c.to_digit(10) {
                    return Ok(digit);
                }
                if c == 'o' && rounds < 3 {
                    continue 'outer;
                }
            }
            break 'outer;
        }
        Err(text)
    }

    assert_eq!(count_async(async |attempts| searched(attempts, 5).await).await, (Ok(3), 3));
    assert_eq!(count_async(async |attempts| searched(attempts, 2).await).await, (Err("two"), 2));
}
