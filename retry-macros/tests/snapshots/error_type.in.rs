#[derive(Retryable)]
enum ApiError<E> {
    #[retry]
    Reset,
    #[retry(after = delay)]
    Throttled { delay: Option<Duration> },
    #[retry(when = *status >= 502 && self.is_known())]
    Status { status: u16, body: String },
    #[retry(inherit)]
    Io(E),
    #[retry(with = tenacity_tonic::verdict)]
    Grpc(tonic::Status),
    NotFound,
}
