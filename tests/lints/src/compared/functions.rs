//! Free functions.

use core::fmt::Debug;
use std::collections::HashMap;

use tenacity::prelude::*;

use crate::compared::errors::{Busy, Large};

#[cfg_attr(feature = "retried", retry)]
pub fn bare() -> Option<u8> {
    Some(3)
}

#[cfg_attr(feature = "retried", retry)]
pub async fn bare_async() -> Option<u8> {
    Some(3)
}

#[cfg_attr(feature = "retried", retry(stop = stop_after_attempt(3), wait = wait_fixed(100ms)))]
pub fn with_strategies(text: &str) -> Result<u8, core::num::ParseIntError> {
    let number = text.parse::<u8>()?;
    Ok(number)
}

#[cfg_attr(feature = "retried", retry(stop = stop_after_attempt(3), wait = wait_fixed(100ms)))]
pub async fn with_strategies_async(text: &str) -> Result<u8, core::num::ParseIntError> {
    let number = text.parse::<u8>()?;
    tokio::time::sleep(core::time::Duration::from_millis(1)).await;
    Ok(number)
}

#[cfg_attr(feature = "retried", retry)]
pub fn begins_with_an_item() -> Option<u8> {
    const NUMBER: u8 = 3;
    fn number() -> u8 {
        NUMBER
    }
    Some(number())
}

#[cfg_attr(feature = "retried", retry)]
pub async fn begins_with_an_item_async() -> Option<u8> {
    const NUMBER: u8 = 3;
    use core::cmp::max;
    fn number() -> u8 {
        max(NUMBER, 1)
    }
    Some(number())
}

#[cfg_attr(feature = "retried", retry)]
pub async fn has_an_item_after_a_statement() -> Option<u8> {
    let number = 3_u8;
    fn double(number: u8) -> u8 {
        number.wrapping_mul(2)
    }
    Some(double(number))
}

#[cfg_attr(feature = "retried", retry)]
pub fn large_error(argument: u64) -> Result<u64, Large> {
    Err(Large([argument; 32]))
}

#[cfg_attr(feature = "retried", retry(wait = wait_none()))]
pub async fn large_error_async(argument: u64) -> Result<u64, Large> {
    Err(Large([argument; 32]))
}

#[cfg_attr(feature = "retried", retry)]
pub fn complex_type()
-> Option<HashMap<Vec<Box<dyn Fn(Box<dyn Debug>) -> Vec<Option<Box<dyn Debug>>>>>, Vec<Option<Box<dyn Debug>>>>> {
    None
}

#[cfg_attr(feature = "retried", retry)]
pub async fn complex_type_async()
-> Option<HashMap<Vec<Box<dyn Fn(Box<dyn Debug>) -> Vec<Option<Box<dyn Debug>>>>>, Vec<Option<Box<dyn Debug>>>>> {
    None
}

#[cfg_attr(feature = "retried", retry)]
pub fn generic<T: Clone + Debug, const LENGTH: usize>(values: &[T; LENGTH]) -> Option<T> {
    values.first().cloned()
}

#[cfg_attr(feature = "retried", retry)]
pub async fn generic_async<T: Clone + Debug + Sync>(values: &[T]) -> Option<T> {
    values.first().cloned()
}

#[cfg_attr(feature = "retried", retry(clone(name)))]
pub fn cloned(name: String) -> Option<String> {
    Some(name)
}

#[cfg_attr(feature = "retried", retry(clone(name, x)))]
pub async fn cloned_async(mut name: String, x: Vec<u8>) -> Option<(String, Vec<u8>)> {
    name.push('!');
    Some((name, x))
}

#[cfg_attr(feature = "retried", retry(clone(x)))]
pub fn cloned_with_a_short_name(x: String) -> Option<String> {
    Some(x)
}

#[cfg_attr(feature = "retried", retry)]
pub fn passed_by_value(text: String) -> Option<usize> {
    Some(text.len())
}

#[cfg_attr(feature = "retried", retry(clone(used)))]
pub fn one_passed_by_value(text: String, used: String) -> Option<(usize, String)> {
    Some((text.len(), used))
}

#[cfg_attr(feature = "retried", retry)]
pub fn borrows_mutably(values: &mut Vec<u8>) -> Option<u8> {
    values.push(1);
    values.pop()
}

#[cfg_attr(feature = "retried", retry)]
pub async fn borrows_mutably_async(values: &mut Vec<u8>) -> Option<u8> {
    values.push(1);
    values.pop()
}

#[cfg_attr(feature = "retried", retry)]
pub fn returns_early(flag: bool) -> Option<u8> {
    if flag {
        return Some(1);
    }
    return None;
}

#[cfg_attr(feature = "retried", retry)]
pub async fn returns_early_async(flag: bool) -> Option<u8> {
    if flag {
        return Some(1);
    }
    return None;
}

#[cfg_attr(feature = "retried", retry)]
pub fn unused(argument: u8) -> Option<u8> {
    let mut variable = 3;
    None
}

#[cfg_attr(feature = "retried", retry)]
pub async fn unused_async(argument: u8) -> Option<u8> {
    let mut variable = 3;
    None
}

#[cfg_attr(feature = "retried", retry(retry = retry_if_result(|sum| *sum == 0)))]
pub fn arithmetic(left: u32, right: u32) -> u32 {
    left + right
}

#[cfg_attr(feature = "retried", retry(retry = retry_never()))]
pub fn unit() {
    core::hint::black_box(3);
}

#[cfg_attr(feature = "retried", retry)]
pub fn boxed_error(text: &str) -> Result<u8, Box<dyn core::error::Error>> {
    let number: u8 = text.parse()?;
    if number > 3 {
        return Err("too large".into());
    }
    Ok(number)
}

#[cfg_attr(feature = "retried", retry)]
pub fn panics(text: &str) -> Option<u8> {
    Some(text.parse().unwrap())
}

#[cfg_attr(feature = "retried", retry)]
pub async fn panics_async(text: &str) -> Option<u8> {
    Some(text.parse().unwrap())
}

/// Documented.
#[cfg_attr(feature = "retried", retry)]
pub fn documented() -> Result<u8, Busy> {
    Err(Busy { is_busy: true })
}

#[cfg_attr(feature = "retried", retry)]
fn private() -> Option<u8> {
    None
}

#[cfg_attr(feature = "retried", retry)]
pub fn calls_itself(depth: u8) -> Option<u8> {
    if depth == 0 { private() } else { calls_itself(depth - 1) }
}

#[cfg_attr(feature = "retried", retry)]
pub fn one_closure() -> Option<u8> {
    let add = |number: u8| number + 1;
    Some(add(3))
}

#[cfg_attr(feature = "retried", retry)]
#[must_use]
pub fn must_be_used() -> Option<u8> {
    None
}

#[cfg_attr(feature = "retried", retry)]
pub async fn awaits_nothing() -> Result<(), Busy> {
    Ok(())
}

#[cfg_attr(feature = "retried", retry)]
pub unsafe fn raw(pointer: *const u8) -> Option<u8> {
    Some(unsafe { *pointer })
}
