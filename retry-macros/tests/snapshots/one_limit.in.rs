#[retry(stop = || self.is_closed(), wait = wait_fixed(PAUSE), timeout = 5s, clone(request))]
async fn send(&self, first: u8, mut request: Request) -> Result<(), Error> {
    self.client.send(request).await
}
