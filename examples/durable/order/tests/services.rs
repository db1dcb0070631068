//! The services over real connections: their failures, their receipts and their ledger.

use std::fs;
use std::net::Ipv4Addr;
use std::time::Duration;

use order::services::{Answer, Entry, Ledger, serve};
use order::{Client, Order, OrderError, Receipt, Service, policy};
use tempfile::TempDir;
use tenacity::prelude::*;
use tokio::net::TcpListener;

const ORDER: Order = Order { number: 7, cents: 4200 };

/// Starts the services over the ledger in this folder. They end with the runtime of the test.
async fn start(folder: &TempDir) -> (Client, Ledger) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let client = Client::new(format!("http://{}", listener.local_addr().unwrap()));
    let ledger = Ledger::open(folder.path().join("ledger.jsonl")).unwrap();
    tokio::spawn(serve(listener, ledger.clone()));
    (client, ledger)
}

/// The attempts, answers and effects of a service in the ledger.
fn seen(ledger: &Ledger, service: Service) -> Vec<(u32, Answer, bool)> {
    let entries = ledger.entries().unwrap().into_iter().filter(|entry| entry.service == service);
    entries.map(|Entry { attempt, answer, effect, .. }| (attempt, answer, effect)).collect()
}

#[tokio::test]
async fn a_charge_is_busy_then_lost_then_done_and_has_one_effect() {
    let folder = TempDir::new().unwrap();
    let (client, ledger) = start(&folder).await;

    assert_eq!(client.send(Service::Charge, ORDER, 1).await, Err(OrderError::Busy { after: Some(Duration::from_secs(1)) }));
    let lost = client.send(Service::Charge, ORDER, 2).await.unwrap_err();
    assert!(matches!(&lost, OrderError::Unreachable { .. }) && lost.verdict() == Verdict::Retry, "{lost}");
    assert_eq!(client.send(Service::Charge, ORDER, 3).await, Ok(Receipt { service: Service::Charge, order: 7 }));
    assert_eq!(client.send(Service::Charge, ORDER, 4).await, Ok(Receipt { service: Service::Charge, order: 7 }));

    let (busy, lost, done) = (Answer::Busy(Some(1)), Answer::Lost, Answer::Done);
    assert_eq!(seen(&ledger, Service::Charge), [(1, busy, false), (2, lost, true), (3, done, false), (4, done, false)]);
    assert!(ledger.entries().unwrap().iter().all(|entry| entry.key == "order-7-charge"));
}

#[tokio::test]
async fn a_reservation_is_busy_without_a_hint_as_often_as_the_order_decides() {
    let folder = TempDir::new().unwrap();
    let (client, ledger) = start(&folder).await;
    for (number, failures) in [(6, 1), (7, 2), (8, 3)] {
        let order = Order { number, ..ORDER };
        for attempt in 1..=failures {
            assert_eq!(client.send(Service::Reserve, order, attempt).await, Err(OrderError::Busy { after: None }));
        }
        assert_eq!(
            client.send(Service::Reserve, order, failures + 1).await,
            Ok(Receipt { service: Service::Reserve, order: number })
        );
    }
    assert_eq!(seen(&ledger, Service::Reserve).iter().filter(|(.., effect)| *effect).count(), 3);
}

#[tokio::test]
async fn services_that_start_again_continue_from_the_ledger() {
    let folder = TempDir::new().unwrap();
    let (first, _) = start(&folder).await;
    assert_eq!(first.send(Service::Ship, ORDER, 1).await, Err(OrderError::Failed { status: 500 }));

    let (second, ledger) = start(&folder).await;
    let slow = policy(Service::Ship, 1).call_async(|| second.send(Service::Ship, ORDER, 2)).await;
    assert_eq!(slow, Err(OrderError::Unreachable { cause: "no answer within 1.5s".to_owned() }));
    assert_eq!(second.send(Service::Ship, ORDER, 3).await, Ok(Receipt { service: Service::Ship, order: 7 }));
    assert_eq!(seen(&ledger, Service::Ship), [(1, Answer::Failed, false), (2, Answer::Slow, false), (3, Answer::Done, true)]);
}

#[tokio::test]
async fn an_order_that_costs_too_much_is_declined_after_one_attempt() {
    let folder = TempDir::new().unwrap();
    let (client, ledger) = start(&folder).await;
    let order = Order { cents: 100_001, ..ORDER };
    let outcome = policy(Service::Charge, 6).call_async(|| client.send(Service::Charge, order, 1)).await;
    assert_eq!(outcome, Err(OrderError::Declined));
    assert_eq!(seen(&ledger, Service::Charge), [(1, Answer::Declined, false)]);
}

#[tokio::test]
async fn services_that_are_down_are_unreachable() {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let client = Client::new(format!("http://{}", listener.local_addr().unwrap()));
    drop(listener);
    let error = client.send(Service::Charge, ORDER, 1).await.unwrap_err();
    assert!(error.to_string().starts_with("unreachable: ") && error.verdict() == Verdict::Retry, "{error}");
}

#[tokio::test]
async fn a_ledger_with_a_line_cut_off_names_the_line() {
    let folder = TempDir::new().unwrap();
    let (client, ledger) = start(&folder).await;
    client.send(Service::Ship, ORDER, 1).await.unwrap_err();
    let path = folder.path().join("ledger.jsonl");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, format!("{text}{}", &text[..40])).unwrap();
    let error = ledger.entries().unwrap_err().to_string();
    assert!(error.contains("ledger.jsonl:2: not a line of the ledger"), "{error}");
    assert_eq!(client.send(Service::Ship, ORDER, 2).await, Err(OrderError::Failed { status: 507 }));
}

#[test]
fn the_errors_of_an_order_are_stored_and_read() {
    let errors =
        [OrderError::Busy { after: Some(Duration::from_secs(1)) }, OrderError::Failed { status: 500 }, OrderError::Declined];
    for error in errors {
        let json = serde_json::to_string(&error).unwrap();
        assert_eq!(serde_json::from_str::<OrderError>(&json).unwrap(), error, "{json}");
    }
}
