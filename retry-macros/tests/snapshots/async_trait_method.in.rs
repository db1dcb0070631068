#[retry(stop = stop_after_attempt(self.attempts), wait = wait_none())]
fn fetch<'life0, 'async_trait>(
    &'life0 self,
    url: String,
) -> ::core::pin::Pin<Box<dyn ::core::future::Future<Output = Option<u8>> + ::core::marker::Send + 'async_trait>>
where
    'life0: 'async_trait,
    Self: 'async_trait,
{
    Box::pin(async move {
        if let ::core::option::Option::Some(__ret) = ::core::option::Option::None::<Option<u8>> {
            return __ret;
        }
        let __self = self;
        let url = url;
        let __ret: Option<u8> = { __self.client.get(&url) };
        __ret
    })
}
