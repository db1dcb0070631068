// errors: 2

use std::future::Future;
use std::pin::Pin;

use tenacity::prelude::*;

type Hidden = Pin<Box<dyn Future<Output = Option<()>>>>;

#[retry]
fn in_an_alias() -> Hidden {
    Box::pin(async move { None })
}

#[retry]
fn not_at_the_end() -> impl Future<Output = Option<()>> {
    std::future::ready(None)
}

fn main() {
    let _ = (in_an_alias(), not_at_the_end());
}
