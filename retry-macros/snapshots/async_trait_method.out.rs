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
            let __start = ::tenacity::__private::start(&__timer, false);
            let mut __progress = ::tenacity::__private::memory();
            '__call: loop {
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
                        let __decision = {
                            use ::tenacity::__private::UnknownTime as _;
                            ::tenacity::__private::Attempt::new(
                                    ::tenacity::__private::concat!(
                                        ::tenacity::__private::module_path!(), "::fetch"
                                    ),
                                    ::tenacity::__private::SinceStart(&__timer, __start),
                                    ::tenacity::__private::failure::<Option<u8>>()
                                        .of(&__outcome),
                                    ::tenacity::__private::wait(wait_none()),
                                    ::tenacity::__private::stop(&__stop_0),
                                )
                                .decide_lean(&mut __progress)
                        };
                        match __decision {
                            ::tenacity::__private::Decision::Sleep(__state, _) => {
                                __state.upcoming_sleep()
                            }
                            _ => break '__call __outcome,
                        }
                    };
                    if ::tenacity::__private::Memory::is_time_to_yield(&__progress) {
                        let __yielded = ::tenacity::__private::Clock::now(&__timer);
                        ::tenacity::__private::Yielded::new().await;
                        if __delay.is_zero()
                            && !::tenacity::__private::Clock::since(&__timer, __yielded)
                                .is_zero()
                        {
                            continue '__call;
                        }
                    } else if __delay.is_zero() {
                        continue '__call;
                    }
                    ::tenacity::__private::pause(&__timer, __delay)
                }
                    .await;
            }
        })
    }
}
