#[retry(stop = stop_after_attempt(5), wait = wait_fixed(100ms))]
async fn fetch(client: &Client, url: &str) -> Result<Page, Error> {
    let body = client.get(url).await?;
    log(&body);
    Page::parse(&body)
}
