//! Shapes of patterns: `clone(…)` of the bindings in argument patterns.

use std::cell::Cell;

use async_trait::async_trait;
use tenacity::prelude::*;

struct Json<T>(T);

struct Order {
    id: String,
    lines: Vec<u32>,
}

#[test]
fn bindings_of_a_pattern_are_cloned_for_each_attempt() {
    #[retry(stop = stop_after_attempt(3), wait = wait_none(), clone(id, lines, first, boxed, either))]
    fn consume(
        Json(Order { mut id, lines }): Json<Order>,
        (_, [first, ..]): (u8, [String; 2]),
        boxed: Box<u8>,
        (Ok(mut either) | Err(mut either)): Result<String, String>,
        attempts: &Cell<u32>,
    ) -> Result<(), (String, usize)> {
        attempts.set(attempts.get() + 1);
        id.push('!');
        either.push('?');
        drop(first);
        let length = lines.into_iter().fold(usize::from(*boxed), |length, _| length + 1);
        Err((id + &either, length))
    }

    let attempts = Cell::new(0);
    let order = Json(Order { id: "a".into(), lines: vec![1, 2] });
    let last = consume(order, (0, [String::new(), String::new()]), Box::new(1), Err("b".into()), &attempts);
    // If the attempts shared one clone, it would grow with each attempt.
    assert_eq!((last, attempts.get()), (Err(("a!b?".into(), 3)), 3));
}

#[tokio::test]
async fn bindings_of_a_pattern_are_cloned_for_each_attempt_async() {
    #[retry(stop = stop_after_attempt(3), wait = wait_none(), clone(body))]
    async fn handler(Json(body): Json<String>, attempts: &Cell<u32>) -> Result<(), String> {
        attempts.set(attempts.get() + 1);
        Err(body)
    }

    let attempts = Cell::new(0);
    assert_eq!(handler(Json("body".into()), &attempts).await, Err("body".into()));
    assert_eq!(attempts.get(), 3);
}

#[async_trait]
trait Consume {
    async fn consume(&mut self, body: Json<String>) -> Result<(), String>;
}

#[async_trait]
impl Consume for u32 {
    #[retry(stop = stop_after_attempt(3), wait = wait_none(), clone(body))]
    async fn consume(&mut self, Json(mut body): Json<String>) -> Result<(), String> {
        *self += 1;
        body.push('!');
        Err(body)
    }
}

#[tokio::test]
async fn bindings_of_a_pattern_are_cloned_in_a_method_of_async_trait() {
    let mut attempts = 0;
    assert_eq!(attempts.consume(Json("body".into())).await, Err("body!".into()));
    assert_eq!(attempts, 3);
}
