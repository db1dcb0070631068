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
            let __timer = ::tenacity::__private::async_timer!();
            #[allow(clippy::redundant_closure_for_method_calls)]
            let __stop_0 = stop_after_attempt(__self.attempts);
            let mut __progress = ::tenacity::__private::Count::new();
            loop {
                {
                    let __delay = {
                        let __outcome = async {
                            if let ::tenacity::__private::Option::Some(__pinned) = ::tenacity::__private::Option::None::<
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
                        #[allow(clippy::redundant_closure_for_method_calls)]
                        let __decision = ::tenacity::__private::Attempt {
                            name: ::tenacity::__private::concat!(
                                ::tenacity::__private::module_path!(), "::fetch"
                            ),
                            seed: ::tenacity::__private::Option::None,
                            verdict_reads_state: false,
                            finish_is_observed: false,
                            elapsed: ::tenacity::__private::Unasked,
                            verdict: ::tenacity::__private::failure::<Option<u8>>()
                                .of(&__outcome),
                            after: ::tenacity::__private::Unasked,
                            delay: ::tenacity::__private::wait(wait_none()),
                            stop: ::tenacity::__private::stop(&__stop_0),
                            before_sleep: ::tenacity::__private::Unasked,
                            on_finish: ::tenacity::__private::Unasked,
                        }
                            .decide(&mut __progress);
                        match __decision {
                            ::tenacity::__private::Decision::Sleep(__delay) => __delay,
                            _ => break __outcome,
                        }
                    };
                    if __delay.is_zero() {
                        continue;
                    }
                    ::tenacity::__private::AsyncTimer::sleep(&__timer, __delay)
                }
                    .await;
            }
        })
    }
}
