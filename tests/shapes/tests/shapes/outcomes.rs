//! Shapes of outcomes: the types that bodies return, and the conversions of errors by `?`.

use std::cell::Cell;
use std::error::Error;
use std::fmt;
use std::io;
use std::num::ParseIntError;
use std::ops::ControlFlow;

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

#[derive(Debug, PartialEq)]
struct TooSmall(u8);

impl fmt::Display for TooSmall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} is too small", self.0)
    }
}

impl Error for TooSmall {}

#[test]
fn boxed_errors() {
    #[retry(stop = stop_after_attempt(limit), wait = wait_none(), retry = retry_if_err(|e| e.is::<ParseIntError>()))]
    fn boxed(attempts: &Cell<u32>, limit: u32) -> Result<u8, Box<dyn Error>> {
        let number = line(attempts).parse::<u8>()?;
        if number < 4 && limit > 8 {
            return Err(TooSmall(number).into());
        }
        if number > 4 {
            Err("from a text")?;
        }
        Ok(number)
    }

    #[retry(stop = stop_after_attempt(limit), wait = wait_none())]
    fn sendable(attempts: &Cell<u32>, limit: u32) -> Result<u8, Box<dyn Error + Send + Sync + 'static>> {
        Ok(line(attempts).parse()?)
    }

    /// The tail expression coerces to the return type.
    #[retry(stop = stop_after_attempt(2), wait = wait_none())]
    fn coerced(attempts: &Cell<u32>) -> Result<Box<dyn Fn() -> u32>, Box<dyn Error>> {
        attempts.set(attempts.get() + 1);
        if attempts.get() < 2 { Err(Box::new(TooSmall(1))) } else { Ok(Box::new(|| 7)) }
    }

    assert_eq!(count(|attempts| boxed(attempts, 5).unwrap()), (3, 3));
    assert_eq!(count(|attempts| boxed(attempts, 9).unwrap_err().to_string()), ("3 is too small".into(), 3));
    assert_eq!(count(|attempts| boxed(attempts, 2).unwrap_err().is::<ParseIntError>()), (true, 2));
    assert_eq!(count(|attempts| sendable(attempts, 2).unwrap_err().is::<ParseIntError>()), (true, 2));
    assert_eq!(count(|attempts| coerced(attempts).unwrap()()), (7, 2));
}

#[tokio::test]
async fn boxed_errors_async() {
    #[retry(stop = stop_after_attempt(limit), wait = wait_none(), retry = retry_if_err(|e| e.is::<ParseIntError>()))]
    async fn boxed(attempts: &Cell<u32>, limit: u32) -> Result<u8, Box<dyn Error>> {
        let number = line(attempts).parse::<u8>()?;
        tokio::task::yield_now().await;
        if number < 4 && limit > 8 {
            return Err(TooSmall(number).into());
        }
        Ok(number)
    }

    #[retry(stop = stop_after_attempt(2), wait = wait_none())]
    async fn coerced(attempts: &Cell<u32>) -> Result<Box<dyn Fn() -> u32>, Box<dyn Error>> {
        attempts.set(attempts.get() + 1);
        if attempts.get() < 2 { Err(Box::new(TooSmall(1))) } else { Ok(Box::new(|| 7)) }
    }

    assert_eq!(count_async(async |attempts| boxed(attempts, 5).await.unwrap()).await, (3, 3));
    let (error, attempts) = count_async(async |attempts| boxed(attempts, 9).await.unwrap_err()).await;
    assert_eq!((error.downcast_ref(), attempts), (Some(&TooSmall(3)), 3));
    assert_eq!(count_async(async |attempts| coerced(attempts).await.unwrap()()).await, (7, 2));
}

#[test]
fn io_results() {
    #[retry(stop = stop_after_attempt(limit), wait = wait_none(), retry = retry_if_err(|e| e.kind() == io::ErrorKind::InvalidData))]
    fn read(attempts: &Cell<u32>, limit: u32) -> io::Result<u8> {
        let number = line(attempts).parse().map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
        if limit > 8 {
            return Err(io::ErrorKind::TimedOut.into());
        }
        Ok(number)
    }

    assert_eq!(count(|attempts| read(attempts, 5).unwrap()), (3, 3));
    assert_eq!(count(|attempts| read(attempts, 2).unwrap_err().kind()), (io::ErrorKind::InvalidData, 2));
    assert_eq!(count(|attempts| read(attempts, 9).unwrap_err().kind()), (io::ErrorKind::TimedOut, 3));
}

#[tokio::test]
async fn io_results_async() {
    #[retry(stop = stop_after_attempt(limit), wait = wait_none())]
    async fn read(attempts: &Cell<u32>, limit: u32) -> io::Result<()> {
        tokio::task::yield_now().await;
        line(attempts).parse::<u8>().map_err(io::Error::other)?;
        Ok(())
    }

    assert_eq!(count_async(async |attempts| read(attempts, 5).await.unwrap()).await, ((), 3));
    assert_eq!(count_async(async |attempts| read(attempts, 2).await.is_err()).await, (true, 2));
}

#[test]
fn results_of_anyhow() {
    use anyhow::Context as _;

    #[retry(stop = stop_after_attempt(limit), wait = wait_none(), retry = retry_if_err(|e| !e.is::<TooSmall>()))]
    fn parsed(attempts: &Cell<u32>, limit: u32) -> anyhow::Result<u8> {
        let number = line(attempts).parse::<u8>().context("no number")?;
        anyhow::ensure!(number < 4, "too large");
        if limit > 8 {
            anyhow::bail!(TooSmall(number));
        }
        Ok(number)
    }

    assert_eq!(count(|attempts| parsed(attempts, 5).unwrap()), (3, 3));
    assert_eq!(count(|attempts| parsed(attempts, 2).unwrap_err().to_string()), ("no number".into(), 2));
    assert_eq!(count(|attempts| parsed(attempts, 9).unwrap_err().downcast().unwrap()), (TooSmall(3), 3));
}

#[tokio::test]
async fn results_of_anyhow_async() {
    #[retry(stop = stop_after_attempt(limit), wait = wait_none())]
    async fn parsed(attempts: &Cell<u32>, limit: u32) -> anyhow::Result<u8> {
        let number = line(attempts).parse()?;
        tokio::task::yield_now().await;
        anyhow::ensure!(number < 4, "too large");
        Ok(number)
    }

    assert_eq!(count_async(async |attempts| parsed(attempts, 5).await.unwrap()).await, (3, 3));
    assert_eq!(count_async(async |attempts| parsed(attempts, 2).await.unwrap_err().is::<ParseIntError>()).await, (true, 2));
}

#[derive(Debug, PartialEq)]
enum OwnError {
    Parse(ParseIntError),
    TooSmall,
}

impl From<ParseIntError> for OwnError {
    fn from(error: ParseIntError) -> Self {
        Self::Parse(error)
    }
}

type OwnResult<T, E = OwnError> = Result<T, E>;
type Number = OwnResult<u8>;
type Maybe = Option<u8>;

#[test]
fn user_defined_aliases() {
    #[retry(stop = stop_after_attempt(limit), wait = wait_none(), retry = retry_if_err(|e| matches!(e, OwnError::Parse(_))))]
    fn generic(attempts: &Cell<u32>, limit: u32) -> OwnResult<u8> {
        let number = line(attempts).parse()?;
        if limit > 8 { Err(OwnError::TooSmall) } else { Ok(number) }
    }

    #[retry(stop = stop_after_attempt(limit), wait = wait_none(), retry = retry_if_ok(|n| *n < 4) | retry_if_failure())]
    fn opaque(attempts: &Cell<u32>, limit: u32) -> Number {
        Ok(line(attempts).parse()?)
    }

    #[retry(stop = stop_after_attempt(limit), wait = wait_none())]
    fn optional(attempts: &Cell<u32>, limit: u32) -> Maybe {
        line(attempts).parse().ok()
    }

    assert_eq!(count(|attempts| generic(attempts, 5)), (Ok(3), 3));
    assert_eq!(count(|attempts| generic(attempts, 9)), (Err(OwnError::TooSmall), 3));
    assert_eq!(count(|attempts| opaque(attempts, 9)), (Ok(4), 4));
    assert_eq!(count(|attempts| optional(attempts, 9)), (Some(3), 3));
    assert_eq!(count(|attempts| optional(attempts, 2)), (None, 2));
}

#[tokio::test]
async fn user_defined_aliases_async() {
    #[retry(stop = stop_after_attempt(limit), wait = wait_none(), retry = retry_if_err(|e| *e != OwnError::TooSmall))]
    async fn opaque(attempts: &Cell<u32>, limit: u32) -> Number {
        let number = line(attempts).parse()?;
        tokio::task::yield_now().await;
        if limit > 8 { Err(OwnError::TooSmall) } else { Ok(number) }
    }

    assert_eq!(count_async(async |attempts| opaque(attempts, 5).await).await, (Ok(3), 3));
    assert_eq!(count_async(async |attempts| opaque(attempts, 9).await).await, (Err(OwnError::TooSmall), 3));
}

#[test]
fn other_types_of_outcomes() {
    #[retry(stop = stop_after_attempt(limit), wait = wait_none(), retry = |flow| flow.is_continue())]
    fn flow(attempts: &Cell<u32>, limit: u32) -> ControlFlow<u8, &'static str> {
        let line = line(attempts);
        match line.parse() {
            Ok(number) => ControlFlow::Break(number),
            Err(_) => ControlFlow::Continue(line),
        }
    }

    #[retry(stop = stop_after_attempt(limit), wait = wait_none(), retry = |number| *number == 0)]
    fn number(attempts: &Cell<u32>, limit: u32) -> u8 {
        line(attempts).parse().unwrap_or_default()
    }

    assert_eq!(count(|attempts| flow(attempts, 5)), (ControlFlow::Break(3), 3));
    assert_eq!(count(|attempts| flow(attempts, 2)), (ControlFlow::Continue("two"), 2));
    assert_eq!(count(|attempts| number(attempts, 5)), (3, 3));
    assert_eq!(count(|attempts| number(attempts, 2)), (0, 2));
}
