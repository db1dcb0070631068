//! Fixtures with cleanup, written with two crates. The tests check what the guide claims about each.

use std::env;
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::time::sleep;

#[derive(Clone, Debug, PartialEq)]
struct Record {
    id: u32,
    name: String,
}

/// Shows a record only some time after its creation, like a replicated database.
struct Database {
    records: Arc<Mutex<Vec<Record>>>,
}

impl Database {
    async fn connect() -> Self {
        sleep(Duration::from_millis(1)).await;
        Self { records: Arc::default() }
    }

    async fn disconnect(&mut self) {
        sleep(Duration::from_millis(1)).await;
        println!("disconnected");
    }

    fn create(&self, name: &str) -> Record {
        let (records, record) = (self.records.clone(), Record { id: 7, name: name.to_owned() });
        let created = record.clone();
        tokio::spawn(async move {
            sleep(Duration::from_millis(20)).await;
            records.lock().unwrap().push(created);
        });
        record
    }

    async fn get(&self, id: u32) -> Option<Record> {
        sleep(Duration::from_millis(1)).await;
        self.records.lock().unwrap().iter().find(|record| record.id == id).cloned()
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        println!("dropped");
    }
}

/// Cleanup that awaits.
mod by_test_context {
    use tenacity::prelude::*;
    use test_context::{AsyncTestContext, test_context};

    use super::{Database, Duration, sleep};

    impl AsyncTestContext for Database {
        async fn setup() -> Self {
            Database::connect().await
        }

        async fn teardown(mut self) {
            self.disconnect().await;
        }
    }

    #[test_context(Database)]
    #[tokio::test]
    async fn a_record_is_created(database: &mut Database) {
        let record = database.create("test");
        let found = wait_for(format!("record {} to be found", record.id), || database.get(record.id)).await.unwrap();
        assert_eq!(found.name, "test");
    }

    #[test_context(Database)]
    #[tokio::test]
    #[ignore = "fails, and is run by others that look at what it prints"]
    async fn a_record_is_never_found(database: &mut Database) {
        wait_for("record 8 to be found", || database.get(8)).timeout(Duration::from_millis(50)).await.unwrap();
    }

    #[test_context(Database)]
    #[tokio::test]
    #[ignore = "fails, and is run by others that look at what it prints"]
    async fn a_limit_is_part_of_the_test(_database: &mut Database) {
        let hangs = sleep(Duration::from_secs(60));
        tokio::time::timeout(Duration::from_millis(50), hangs).await.expect("within 50 ms");
    }
}

/// As many fixtures as wanted, and cleanup by `Drop`.
mod by_rstest {
    use rstest::{fixture, rstest};
    use tenacity::prelude::*;

    use super::{Database, Duration};

    #[fixture]
    async fn database() -> Database {
        Database::connect().await
    }

    #[rstest]
    #[tokio::test]
    async fn a_record_is_created(#[future(awt)] database: Database) {
        let record = database.create("test");
        let found = wait_for("the record to be found", || database.get(record.id)).await.unwrap();
        assert_eq!(found.name, "test");
    }

    #[rstest]
    #[tokio::test]
    async fn two_fixtures_are_two_databases(
        #[future(awt)] database: Database,
        #[future(awt)]
        #[from(database)]
        other: Database,
    ) {
        let record = database.create("test");
        wait_for("the record to be found", || database.get(record.id)).await.unwrap();
        assert_eq!(other.get(record.id).await, None);
    }

    #[rstest]
    #[tokio::test]
    #[ignore = "fails, and is run by others that look at what it prints"]
    async fn a_record_is_never_found(#[future(awt)] database: Database) {
        wait_for("record 8 to be found", || database.get(8)).timeout(Duration::from_millis(50)).await.unwrap();
    }
}

/// The output of a failing test.
fn told(name: &str) -> String {
    let run = Command::new(env::current_exe().unwrap()).args([name, "--exact", "--ignored", "--nocapture"]).output().unwrap();
    assert!(!run.status.success());
    String::from_utf8(run.stdout).unwrap()
}

#[test]
fn the_teardown_of_a_context_is_awaited_after_a_panic_too() {
    for name in ["a_record_is_never_found", "a_limit_is_part_of_the_test"] {
        let told = told(&format!("fixtures::by_test_context::{name}"));
        assert!(told.contains("disconnected\ndropped\n"), "{told}");
    }
}

#[test]
fn a_fixture_is_dropped_after_a_panic_but_cannot_await() {
    let told = told("fixtures::by_rstest::a_record_is_never_found");
    assert!(told.contains("dropped\n") && !told.contains("disconnected"), "{told}");
}
