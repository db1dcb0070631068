impl Subject {
    async fn fetch(&self, host: &str) -> Result<Page, RetryError<Error>> {
        let __timer = ::tenacity::__private::async_timer!();
        let __timeout = self.limit();
        let __budget = {
            use ::tenacity::__private::Lasting as _;
            ::tenacity::__private::Made(BUDGETS.get(host)).kept()
        };
        let __start = ::tenacity::__private::Clock::now(&__timer);
        ::tenacity::__private::Limits::NONE
            .budget(::tenacity::__private::budget(&__budget))
            .deposit();
        let mut __progress = ::tenacity::__private::Progress::new();
        '__call: loop {
            let (__outcome, mut __ended) = {
                let __attempt = ::tenacity::__private::pin!(
                    async { if let ::tenacity::__private::Option::Some(__pinned) =
                    ::tenacity::__private::Option::None:: < Result < Page, Error > > {
                    return __pinned; } self.client.get(host). await }
                );
                match ::tenacity::__private::AttemptLimit::new(
                    &__timer,
                    ::tenacity::__private::Option::Some(__start),
                    &::tenacity::__private::Limits::NONE
                        .attempt_timeout(
                            ::tenacity::__private::time_limit(
                                ::tenacity::__private::duration(1u64, 0u32),
                            ),
                        )
                        .timeout(::tenacity::__private::time_limit(__timeout)),
                    ::tenacity::__private::Memory::attempt_number(&__progress),
                ) {
                    ::tenacity::__private::Option::None => {
                        (__attempt.await, ::tenacity::__private::Ended::Whole)
                    }
                    ::tenacity::__private::Option::Some(__limit) => {
                        let __alarm = ::tenacity::__private::pin!(
                            ::tenacity::__private::Option::None
                        );
                        match __limit.around(&__timer, __attempt, __alarm).await {
                            ::tenacity::__private::Result::Ok(__outcome) => {
                                (__outcome, ::tenacity::__private::Ended::Whole)
                            }
                            ::tenacity::__private::Result::Err(__cut) => {
                                (
                                    ::tenacity::__private::outcome_of_cut::<
                                        Result<Page, Error>,
                                    >()(__cut),
                                    ::tenacity::__private::Ended::cut(&__cut),
                                )
                            }
                        }
                    }
                }
            };
            loop {
                let (__state, __token) = {
                    let mut __report = ::tenacity::__private::PLAIN_REPORT;
                    #[allow(clippy::redundant_closure_for_method_calls)]
                    let __decision = ::tenacity::__private::Attempt {
                        name: ::tenacity::__private::concat!(
                            ::tenacity::__private::module_path!(), "::fetch"
                        ),
                        seed: ::tenacity::__private::Option::None,
                        verdict_reads_state: false,
                        finish_is_observed: true,
                        ended: __ended,
                        elapsed: ::tenacity::__private::Since(&__timer, __start),
                        verdict: ::tenacity::__private::failure::<Result<Page, Error>>()
                            .of(&__outcome),
                        after: ::tenacity::__private::Unasked,
                        delay: ::tenacity::__private::wait(
                            wait_fixed(
                                ::tenacity::__private::duration(0u64, 100000000u32),
                            ),
                        ),
                        stop: ::tenacity::__private::stop(stop_after_attempt(3)),
                        limits: ::tenacity::__private::Limits::NONE
                            .attempt_timeout(
                                ::tenacity::__private::time_limit(
                                    ::tenacity::__private::duration(1u64, 0u32),
                                ),
                            )
                            .timeout(::tenacity::__private::time_limit(__timeout))
                            .cancel(::tenacity::__private::cancel(&SHUTDOWN))
                            .budget(::tenacity::__private::budget(&__budget)),
                        before_sleep: ::tenacity::__private::Unasked,
                        on_finish: |
                            __state: &::tenacity::__private::RetryState,
                            __finish: ::tenacity::__private::Finish|
                        {
                            __report = ::tenacity::__private::report(__state, __finish);
                            ::tenacity::__private::count_call(
                                ::tenacity::__private::stats(&STATS),
                                __state,
                                &__outcome,
                                __finish,
                            );
                        },
                    }
                        .decide(&mut __progress);
                    match __decision {
                        ::tenacity::__private::Decision::Sleep(__state, __token) => {
                            (__state, __token)
                        }
                        _ => {
                            break '__call ::tenacity::__private::wrap(
                                __outcome,
                                __report,
                            );
                        }
                    }
                };
                let __delay = __state.upcoming_sleep();
                if ::tenacity::__private::Memory::is_time_to_yield(&__progress) {
                    let __yielded = ::tenacity::__private::Clock::now(&__timer);
                    ::tenacity::__private::Yielded::new().await;
                    if __delay.is_zero()
                        && !::tenacity::__private::Clock::since(&__timer, __yielded)
                            .is_zero()
                    {
                        __token.spend();
                        ::tenacity::__private::count_retry(
                            ::tenacity::__private::stats(&STATS),
                            __delay,
                        );
                        break;
                    }
                } else if __delay.is_zero() {
                    __token.spend();
                    ::tenacity::__private::count_retry(
                        ::tenacity::__private::stats(&STATS),
                        __delay,
                    );
                    break;
                }
                let __sleep = ::tenacity::__private::pin!(
                    ::tenacity::__private::pause(& __timer, __delay)
                );
                if ::tenacity::__private::Interruptible::new(
                        __sleep,
                        &::tenacity::__private::Limits::NONE
                            .cancel(::tenacity::__private::cancel(&SHUTDOWN)),
                    )
                    .await
                {
                    __ended = ::tenacity::__private::Ended::Cancelled(__state);
                    continue;
                }
                __token.spend();
                ::tenacity::__private::count_retry(
                    ::tenacity::__private::stats(&STATS),
                    __delay,
                );
                break;
            }
        }
    }
}
