impl Subject {
    fn fetch<'life0, 'async_trait>(
        &'life0 self,
        url: String,
    ) -> ::core::pin::Pin<
        Box<
            dyn ::core::future::Future<
                Output = Option<u8>,
            > + ::core::marker::Send + 'async_trait,
        >,
    >
    where
        'life0: 'async_trait,
        Self: 'async_trait,
    {
        Box::pin(async move {
            let __self = self;
            let url = url;
            use ::tenacity::__private::{self as __retry, Unknown as _};
            let __stop_0 = stop_after_attempt(__self.attempts);
            let (__timer, __start, mut __memory) = __retry::begin(
                __retry::async_timer!(),
            );
            loop {
                let __pause = {
                    let __outcome = async {
                        if let __retry::Option::Some(__pinned) = __retry::Option::None::<
                            Option<u8>,
                        > {
                            return __pinned;
                        }
                        if let ::core::option::Option::Some(__ret) = ::core::option::Option::None::<
                            Option<u8>,
                        > {
                            return __ret;
                        }
                        let __ret: Option<u8> = { __self.client.get(&url) };
                        __ret
                    }
                        .await;
                    let __decision = __retry::Attempt::new(
                            __retry::concat!(__retry::module_path!(), "::fetch"),
                            __retry::failure::<Option<u8>>().of(&__outcome),
                            __retry::wait(wait_none()),
                            __retry::stop({ &__stop_0 }),
                        )
                        .decide_lean(&__timer, __start, &mut __memory);
                    match __decision {
                        __retry::Decision::Sleep(__state, _) => {
                            __retry::Pause::after(&__state)
                        }
                        _ => return __outcome,
                    }
                };
                if __pause.is_needed() {
                    __retry::pause_async(&__timer, __pause).await;
                }
            }
        })
    }
}
