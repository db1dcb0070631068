//! Shapes of signatures, with everything that may appear between `fn` and the body.

use std::cell::Cell;
use std::fmt::Display;
use std::num::ParseIntError;

use tenacity::prelude::*;

/// Counts an attempt. The third one succeeds with its number.
fn third(attempts: &Cell<u32>) -> Result<u32, u32> {
    attempts.set(attempts.get() + 1);
    if attempts.get() < 3 { Err(attempts.get()) } else { Ok(attempts.get()) }
}

/// Counts an attempt, and fails.
fn never(attempts: &Cell<u32>) -> Result<u32, u32> {
    attempts.set(attempts.get() + 1);
    Err(attempts.get())
}

#[test]
fn mut_destructured_and_wild_arguments() {
    struct Limits {
        low: u8,
        high: u8,
    }

    #[retry(stop = stop_after_attempt(high.into()), wait = wait_none())]
    fn sum(
        mut total: u8,
        (left, mut right): (u8, u8),
        Limits { low, high }: Limits,
        [first, .., last]: [u8; 3],
        &(step, ..): &(u8, [u8; 8]),
        _: String,
        attempts: &mut u32,
    ) -> Result<u8, u8> {
        *attempts += 1;
        total += step;
        right += 1;
        let sum = total + left + right + first + last;
        if sum < low { Err(sum) } else { Ok(sum) }
    }

    let run = |low| {
        let mut attempts = 0;
        let sum = sum(0, (1, 1), Limits { low, high: 4 }, [1, 9, 1], &(2, [0; 8]), String::new(), &mut attempts);
        (sum, attempts)
    };
    // `mut` arguments keep their values between attempts: 2 + 1 + 2 + 2, then 4 + 1 + 3 + 2, …
    assert_eq!(run(0), (Ok(7), 1));
    assert_eq!(run(10), (Ok(10), 2));
    assert_eq!(run(99), (Err(16), 4));
}

#[tokio::test]
async fn mut_destructured_and_wild_arguments_async() {
    #[retry(stop = stop_after_attempt(4), wait = wait_none())]
    async fn sum(mut total: u8, (left, mut right): (u8, u8), _: String, [first, ..]: &[u8; 3], least: u8) -> Result<u8, u8> {
        total += 1;
        right += 1;
        tokio::task::yield_now().await;
        let sum = total + left + right + first;
        if sum < least { Err(sum) } else { Ok(sum) }
    }

    assert_eq!(sum(0, (1, 1), String::new(), &[1, 0, 0], 9).await, Ok(9));
    assert_eq!(sum(0, (1, 1), String::new(), &[1, 0, 0], 99).await, Err(11));
}

#[test]
fn impl_trait_arguments_and_returns() {
    #[retry(stop = stop_after_attempt(2), wait = wait_none())]
    fn ask(mut question: impl FnMut() -> Option<u8>, _: &impl Display) -> Option<u8> {
        question()
    }

    #[retry(stop = stop_after_attempt(5), wait = wait_none())]
    fn digits(attempts: &Cell<u32>) -> Result<impl Iterator<Item = u8> + use<>, u32> {
        let last = third(attempts)?;
        Ok((0..4).take(last as usize))
    }

    #[retry(stop = stop_after_attempt(5), wait = wait_none())]
    fn described(attempts: &Cell<u32>, fails: bool) -> Result<(impl Display, Vec<impl Display>), ParseIntError> {
        attempts.set(attempts.get() + 1);
        if fails {
            "x".parse::<u8>()?;
        }
        Ok((attempts.get(), vec!["a"]))
    }

    #[retry(stop = stop_after_attempt(3), wait = wait_none(), retry = retry_if_result(|text| text.to_string() != "3"))]
    fn bare(attempts: &Cell<u32>) -> impl Display {
        attempts.set(attempts.get() + 1);
        attempts.get()
    }

    let mut answers = vec![None, Some(2), Some(3)].into_iter();
    assert_eq!((ask(|| answers.next().flatten(), &""), answers.next()), (Some(2), Some(Some(3))));
    let attempts = Cell::new(0);
    assert_eq!((digits(&attempts).map(Iterator::collect), attempts.take()), (Ok(vec![0, 1, 2]), 3));
    assert_eq!((described(&attempts, false).unwrap().0.to_string(), attempts.take()), ("1".into(), 1));
    assert_eq!((described(&attempts, true).is_err(), attempts.take()), (true, 5));
    assert_eq!((bare(&attempts).to_string(), attempts.take()), ("3".into(), 3));
}

#[tokio::test]
async fn impl_trait_arguments_and_returns_async() {
    #[retry(stop = stop_after_attempt(5), wait = wait_none())]
    async fn digits(question: impl AsyncFn() -> Result<u32, u32>) -> Result<impl Iterator<Item = u8>, u32> {
        let last = question().await?;
        Ok((0..4).take(last as usize))
    }

    let attempts = Cell::new(0);
    assert_eq!(digits(async || third(&attempts)).await.map(Iterator::collect), Ok(vec![0, 1, 2]));
    assert_eq!(attempts.get(), 3);
}

#[test]
fn generics_and_const_generics() {
    #[retry(stop = stop_after_attempt(N), wait = wait_none())]
    fn convert<T, U, const N: u32>(value: &T, attempts: &Cell<u32>) -> Result<U, <U as TryFrom<T>>::Error>
    where
        T: Copy,
        U: TryFrom<T>,
    {
        attempts.set(attempts.get() + 1);
        let converted = U::try_from(*value)?;
        Ok(converted)
    }

    #[retry(stop = stop_after_attempt(3), wait = wait_none())]
    fn filled<const N: usize>(attempts: &Cell<u32>) -> Result<[u32; N], u32> {
        Ok([third(attempts)?; N])
    }

    let attempts = Cell::new(0);
    assert_eq!((convert::<u16, u8, 4>(&300, &attempts).is_err(), attempts.take()), (true, 4));
    assert_eq!((convert::<u16, u8, 4>(&30, &attempts), attempts.take()), (Ok(30), 1));
    assert_eq!((filled::<2>(&attempts), attempts.take()), (Ok([3, 3]), 3));
}

#[tokio::test]
async fn generics_and_const_generics_async() {
    #[retry(stop = stop_after_attempt(N), wait = wait_none())]
    async fn convert<T: Copy, U: TryFrom<T>, const N: u32>(value: T, attempts: &Cell<u32>) -> Result<U, U::Error> {
        attempts.set(attempts.get() + 1);
        let converted = U::try_from(value)?;
        Ok(converted)
    }

    let attempts = Cell::new(0);
    assert_eq!((convert::<u16, u8, 4>(300, &attempts).await.is_err(), attempts.take()), (true, 4));
    assert_eq!((convert::<u16, u8, 4>(30, &attempts).await, attempts.take()), (Ok(30), 1));
}

#[test]
fn lifetimes_in_the_return() {
    #[retry(stop = stop_after_attempt(3), wait = wait_none())]
    fn elided(words: &[String]) -> Option<&str> {
        words.iter().map(String::as_str).find(|word| word.len() > 1)
    }

    #[retry(stop = stop_after_attempt(5), wait = wait_none())]
    fn named<'a, 'b: 'a>(left: &'a str, right: &'b str, attempts: &Cell<u32>) -> Result<(&'a str, &'b str), u32> {
        third(attempts)?;
        Ok((left, right))
    }

    #[retry(stop = stop_after_attempt(5), wait = wait_none())]
    fn reborrowed<'a>(names: &'a mut [String], attempts: &Cell<u32>) -> Result<&'a str, u32> {
        third(attempts)?;
        names.last().map(String::as_str).ok_or(0)
    }

    struct Cursor<'a>(&'a str);

    #[retry(stop = stop_after_attempt(5), wait = wait_none())]
    fn hidden<'a>(cursor: &Cursor<'a>, attempts: &Cell<u32>) -> Result<Cursor<'a>, u32> {
        third(attempts)?;
        Ok(Cursor(cursor.0))
    }

    let (attempts, mut words) = (Cell::new(0), ["a".into(), "bc".into()]);
    assert_eq!(elided(&words), Some("bc"));
    assert_eq!((named("l", "r", &attempts), attempts.take()), (Ok(("l", "r")), 3));
    assert_eq!((reborrowed(&mut words, &attempts), attempts.take()), (Ok("bc"), 3));
    assert_eq!((hidden(&Cursor("c"), &attempts).map(|cursor| cursor.0), attempts.take()), (Ok("c"), 3));
}

#[tokio::test]
async fn lifetimes_in_the_return_async() {
    #[retry(stop = stop_after_attempt(3), wait = wait_none())]
    async fn elided(words: &[String]) -> Option<&str> {
        words.iter().map(String::as_str).find(|word| word.len() > 1)
    }

    #[retry(stop = stop_after_attempt(5), wait = wait_none())]
    async fn named<'a>(left: &'a str, _: &str, attempts: &Cell<u32>) -> Result<&'a str, u32> {
        third(attempts)?;
        Ok(left)
    }

    let (attempts, words) = (Cell::new(0), ["a".into(), "bc".into()]);
    assert_eq!(elided(&words).await, Some("bc"));
    assert_eq!((named("l", "r", &attempts).await, attempts.take()), (Ok("l"), 3));
}

#[test]
fn unsafe_and_extern_functions() {
    /// # Safety
    ///
    /// `attempts` is valid.
    #[retry(stop = stop_after_attempt(5), wait = wait_none())]
    unsafe fn dereferencing(attempts: *const Cell<u32>) -> Result<u32, u32> {
        // SAFETY: as the caller promised.
        third(unsafe { &*attempts })
    }

    #[retry(stop = stop_after_attempt(5), wait = wait_none(), retry = retry_if_result(|r| *r < 3))]
    extern "C" fn foreign(attempts: &Cell<u32>) -> u32 {
        attempts.set(attempts.get() + 1);
        attempts.get()
    }

    #[retry(stop = stop_after_attempt(2), wait = wait_none())]
    unsafe extern "C" fn both(attempts: *const Cell<u32>) -> Option<Box<u32>> {
        // SAFETY: as the caller promised.
        never(unsafe { &*attempts }).ok().map(Box::new)
    }

    let attempts = Cell::new(0);
    let by_pointer: extern "C" fn(&Cell<u32>) -> u32 = foreign;
    assert_eq!((by_pointer(&attempts), attempts.take()), (3, 3));
    // SAFETY: the counter outlives the calls.
    unsafe {
        assert_eq!((dereferencing(&raw const attempts), attempts.take()), (Ok(3), 3));
        assert_eq!((both(&raw const attempts), attempts.take()), (None, 2));
    }
}

#[tokio::test]
async fn unsafe_functions_async() {
    /// # Safety
    ///
    /// `attempts` is valid.
    #[retry(stop = stop_after_attempt(5), wait = wait_none())]
    async unsafe fn dereferencing(attempts: *const Cell<u32>) -> Result<u32, u32> {
        // SAFETY: as the caller promised.
        third(unsafe { &*attempts })
    }

    let attempts = Cell::new(0);
    // SAFETY: the counter outlives the call.
    assert_eq!(unsafe { dereferencing(&raw const attempts).await }, Ok(3));
    assert_eq!(attempts.get(), 3);
}

#[test]
fn raw_identifiers() {
    #[retry(stop = stop_after_attempt(r#loop), wait = wait_none(), clone(r#type), state = r#for, on_finish = |state, _, _| r#fn.set(state.name()))]
    fn r#match(r#loop: u32, r#type: String, r#fn: &Cell<&str>) -> Result<(), (String, u32)> {
        Err((r#type, r#for.attempt_number()))
    }

    let name = Cell::new("");
    assert_eq!(r#match(2, "t".into(), &name), Err(("t".into(), 2)));
    assert!(name.get().ends_with("::match"), "{name:?}");
}

#[tokio::test]
async fn raw_identifiers_async() {
    #[retry(stop = stop_after_attempt(r#loop), wait = wait_none(), clone(r#type))]
    async fn r#match(r#loop: u32, r#type: String, attempts: &Cell<u32>) -> Result<(), String> {
        attempts.set(attempts.get() + 1);
        Err(r#type)
    }

    let attempts = Cell::new(0);
    assert_eq!((r#match(2, "t".into(), &attempts).await, attempts.get()), (Err("t".into()), 2));
}

#[test]
fn cfg_on_arguments() {
    #[retry(stop = stop_after_attempt(5), wait = wait_none())]
    fn configured(
        #[cfg(test)] attempts: &Cell<u32>,
        #[cfg(not(test))] absent: Missing,
        #[allow(unused, reason = "an attribute of an argument, under test")] unused: u8,
    ) -> Result<u32, u32> {
        third(attempts)
    }

    #[retry(stop = stop_after_attempt(5), wait = wait_none(), clone(name))]
    fn cloned(#[cfg(test)] mut name: String, #[cfg(not(test))] name: Missing, attempts: &Cell<u32>) -> Result<String, u32> {
        name.push('!');
        third(attempts).map(|_| name)
    }

    let attempts = Cell::new(0);
    assert_eq!((configured(&attempts, 0), attempts.take()), (Ok(3), 3));
    assert_eq!((cloned("a".into(), &attempts), attempts.take()), (Ok("a!".into()), 3));
}

#[tokio::test]
async fn cfg_on_arguments_async() {
    #[retry(stop = stop_after_attempt(5), wait = wait_none())]
    async fn configured(#[cfg(test)] attempts: &Cell<u32>, #[cfg(not(test))] absent: Missing) -> Result<u32, u32> {
        third(attempts)
    }

    let attempts = Cell::new(0);
    assert_eq!((configured(&attempts).await, attempts.take()), (Ok(3), 3));
}
