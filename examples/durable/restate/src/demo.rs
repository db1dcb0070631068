//! Two orders, two processes, and one of them dies.

use order::{Order, Service};
use tokio::signal::unix::{SignalKind, signal};

use crate::Error;
use crate::cluster::Cluster;
use crate::table::Table;

const ORDERS: [Order; 2] = [Order { number: 1, cents: 4200 }, Order { number: 2, cents: 9900 }];

/// Runs the demo until its end, or until a signal. All processes end with it.
pub async fn run() -> Result<(), Error> {
    let mut terminated = signal(SignalKind::terminate())?;
    let mut interrupted = signal(SignalKind::interrupt())?;
    tokio::select! {
        ended = play() => ended,
        _ = terminated.recv() => Err("terminated".into()),
        _ = interrupted.recv() => Err("interrupted".into()),
    }
}

async fn play() -> Result<(), Error> {
    println!("Starts the engine, the flaky services and two processes of `Orders`");
    let mut cluster = Cluster::start(std::env::current_exe()?, &[]).await?;
    for _ in 0..2 {
        println!("Process {} of `Orders` starts", cluster.start_service(order::ATTEMPTS)?);
    }
    cluster.register().await?;
    let log = cluster.log.clone();
    let shown = tokio::spawn(async move { log.follow().await });

    let first = cluster.place(ORDERS[0]);
    let second = cluster.place(ORDERS[1]);
    let asleep = cluster.log.first(|entry| entry.sleeps(1, Service::Charge, 2)).await?;
    println!("Order 1 sleeps after its second attempt to charge. Process {} is killed, for good", asleep.process);
    cluster.kill_service(asleep.process).await?;

    for (order, placing) in ORDERS.into_iter().zip([first, second]) {
        match placing.await?? {
            Ok(()) => println!("Order {} is shipped", order.number),
            Err(failure) => println!("Order {} failed: {failure}", order.number),
        }
    }
    shown.abort();
    let entries = cluster.log.entries()?;
    for order in ORDERS {
        println!("\n{}", Table::of(order.number, &entries));
    }
    let effects = cluster.ledger.entries()?.into_iter().filter(|entry| entry.effect).count();
    println!("Effects in the ledger: {effects}, one for each order and service");
    Ok(())
}
