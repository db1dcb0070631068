//! Waits for PostgreSQL in a container. The image first starts a temporary server, and then the final one.
//!
//! `cargo run -p tenacity-example-containers` needs Docker, which fetches the image `postgres:17`. With `-- --fail`, the server gets an
//! unknown setting and ends. Then the wait fails, with the exit code and the last lines of the log.

mod database;

use std::env;
use std::error::Error;
use std::process::ExitCode;

use testcontainers::core::IntoContainerPort;
use testcontainers::runners::AsyncRunner;
use testcontainers::{GenericImage, ImageExt};

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let words: Vec<_> = env::args().skip(1).collect();
    let shown = match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => start(&["postgres"]).await,
        ["--fail"] => start(&["postgres", "-c", "no_such_setting=1"]).await,
        _ => Err("write `--fail` or nothing".into()),
    };
    if let Err(error) = shown {
        eprintln!("error: {error}");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

/// Starts the server, waits for it, and removes it.
async fn start(command: &[&str]) -> Result<(), Box<dyn Error>> {
    let image = GenericImage::new("postgres", "17")
        .with_exposed_port(database::PORT.tcp())
        .with_env_var("POSTGRES_PASSWORD", "test")
        .with_cmd(command.iter().copied());
    let container = image.start().await.map_err(|error| format!("cannot start a container: is Docker running? {error}"))?;

    let outcome = database::ready(&container).await;
    container.rm().await?;
    println!("ready at {}", outcome?);
    Ok(())
}
