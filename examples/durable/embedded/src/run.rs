//! One run: the services, the engine, and an order until its end.

use std::error::Error;
use std::fs;
use std::io;
use std::net::Ipv4Addr;
use std::path::Path;
use std::time::Duration;

use duroxide::Client as EngineClient;
use order::services::{Ledger, serve};
use order::{Client, Order, Service};
use tokio::net::TcpListener;

use crate::arguments::Arguments;
use crate::engine;
use crate::progress::Progress;
use crate::show::{Crash, shown};
use crate::workflow::{Ended, ORDER, Shop};

/// The files of an example's folder. The last two belong to `SQLite`.
const FILES: [&str; 4] = ["ledger.jsonl", "journal.sqlite", "journal.sqlite-wal", "journal.sqlite-shm"];

/// The longest time of an order, in which a person would look at it.
const PATIENCE: Duration = Duration::from_secs(600);

/// Continues the unfinished order of the folder, or begins the next one. Returns its end.
pub(crate) async fn run(arguments: Arguments) -> Result<Ended, Box<dyn Error>> {
    let Arguments { crash, new, attempts, folder } = arguments;
    prepare(&folder, new).map_err(|error| format!("the folder {} cannot be used: {error}", folder.display()))?;

    // The services are other machines in earnest. Here, they share the process, and only their ledger survives it.
    let ledger = Ledger::open(folder.join("ledger.jsonl"))?;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let client = Client::new(format!("http://{}", listener.local_addr()?));
    tokio::spawn(serve(listener, ledger.clone()));

    let store = engine::open(&folder.join("journal.sqlite")).await?;
    let engine_client = EngineClient::new(store.clone());
    let (number, has_begun) = engine::next_order(&engine_client).await?;
    let instance = engine::instance(number);
    if has_begun {
        let events = engine_client.read_execution_history(&instance, 1).await?;
        println!("Order {number} continues {}", Progress::of(events).map_err(damaged)?);
    } else {
        println!("Order {number} begins");
        let order = Order { number, cents: 4200 };
        engine_client.start_orchestration_typed(&instance, ORDER, order).await?;
    }

    let crash = Crash::new(crash);
    let policies = Service::ALL.map(|service| shown(service, attempts, &crash));
    let runtime = engine::start(store, Shop { client, policies }).await;
    let ended = engine_client.wait_for_orchestration_typed::<Ended>(&instance, PATIENCE).await;
    runtime.shutdown(None).await;
    let ended = ended?.map_err(damaged)?;

    match &ended {
        Ok(()) => println!("Order {number} is shipped"),
        Err((service, error)) => println!("Order {number} ends at {}: {error}", service.path()),
    }
    for service in Service::ALL {
        let entries = ledger.entries()?.into_iter().filter(|entry| (entry.order, entry.service) == (number, service));
        let effects: Vec<bool> = entries.map(|entry| entry.effect).collect();
        let effective = effects.iter().filter(|effect| **effect).count();
        println!("The ledger of {:<8} requests: {}, effects: {effective}", service.path(), effects.len());
    }
    Ok(ended)
}

/// Creates the folder, and deletes its earlier orders if they are not wanted. Other files stay.
fn prepare(folder: &Path, new: bool) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    for file in FILES.into_iter().filter(|_| new) {
        match fs::remove_file(folder.join(file)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

fn damaged(error: impl std::fmt::Display) -> Box<dyn Error> {
    format!("the engine failed the order: {error}; `--new` starts anew").into()
}
