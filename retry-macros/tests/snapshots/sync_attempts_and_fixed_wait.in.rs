#[retry(stop = stop_after_attempt(5), wait = wait_fixed(100ms))]
fn fetch(client: &Client, url: &str) -> Result<Page, Error> {
    let body = client.get(url)?;
    log(&body);
    Page::parse(&body)
}
