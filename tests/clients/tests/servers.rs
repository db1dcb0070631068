//! The recipes with real servers. `scripts/test-clients` starts the servers while these tests wait for them.

use std::env;
use std::time::Duration;

use tenacity_clients::{manager, pool};

const LIMIT: Duration = Duration::from_secs(60);

fn given(variable: &str) -> String {
    env::var(variable).unwrap_or_else(|_| panic!("{variable} is not set: run scripts/test-clients"))
}

#[tokio::test]
#[ignore = "needs a server: run scripts/test-clients"]
async fn a_pool_is_ready_once_the_database_is() {
    let pool = pool(&given("POSTGRES_URL"), LIMIT).await.unwrap();
    let one: i32 = sqlx::query_scalar("SELECT 1").fetch_one(&pool).await.unwrap();
    assert_eq!(one, 1);
}

#[tokio::test]
#[ignore = "needs a server: run scripts/test-clients"]
async fn a_manager_is_ready_once_redis_is() {
    let mut manager = manager(&redis::Client::open(given("REDIS_URL")).unwrap(), LIMIT).await.unwrap();
    let answer: String = redis::cmd("PING").query_async(&mut manager).await.unwrap();
    assert_eq!(answer, "PONG");
}
