impl Subject {
    async fn fetch(client: &Client, url: &str) -> Result<Page, Error> {
        let __timer = ::tenacity::__private::async_timer!();
        let __start = ::tenacity::__private::start(&__timer, false);
        let mut __progress = ::tenacity::__private::memory();
        '__call: loop {
            {
                let __delay = {
                    let __outcome = async {
                        if let ::tenacity::__private::Option::Some(__pinned) = ::tenacity::__private::Option::None::<
                            Result<Page, Error>,
                        > {
                            return __pinned;
                        }
                        let body = client.get(url).await?;
                        Page::parse(&body)
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
                                ::tenacity::__private::failure::<Result<Page, Error>>()
                                    .of(&__outcome),
                                ::tenacity::__private::wait(
                                    wait_fixed(
                                        ::tenacity::__private::duration(0u64, 100000000u32),
                                    ),
                                ),
                                ::tenacity::__private::stop(stop_after_attempt(5)),
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
    }
}
