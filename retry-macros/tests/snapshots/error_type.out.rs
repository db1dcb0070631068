#[automatically_derived]
impl<E> ::tenacity::__private::Retryable for ApiError<E>
where
    E: ::tenacity::__private::Retryable,
{
    #[inline]
    fn verdict(&self) -> ::tenacity::__private::Verdict {
        match self {
            Self::Reset { .. } => ::tenacity::__private::Verdict::Retry,
            Self::Throttled { delay: __field, .. } => {
                ::tenacity::__private::hinted({ __field })
            }
            Self::Status { status: status, .. } => {
                if { *status >= 502 && self.is_known() } {
                    ::tenacity::__private::Verdict::Retry
                } else {
                    ::tenacity::__private::Verdict::Accept
                }
            }
            Self::Io { 0: __field, .. } => {
                ::tenacity::__private::Retryable::verdict({ __field })
            }
            Self::Grpc { 0: __field, .. } => {
                ::tenacity::__private::judged({ tenacity_tonic::verdict(__field) })
            }
            _ => ::tenacity::__private::Verdict::Accept,
        }
    }
}
