impl Subject {
    async fn fetch(&self, host: &str) -> Result<Page, RetryError<Error>> {
        use ::tenacity::__private as __retry;
        let __timeout: __retry::Duration = self.limit();
        let __budget = {
            use __retry::Lasting as _;
            __retry::Made(BUDGETS.get(host)).kept()
        };
        let (__timer, __start, mut __memory) = __retry::begin(__retry::async_timer!());
        __retry::Limits::NONE.budget(__retry::budget({ &__budget })).deposit();
        loop {
            let (__outcome, mut __ended) = {
                let __attempt = __retry::pin!(
                    async { if let __retry::Option::Some(__pinned) =
                    __retry::Option::None:: < Result < Page, Error > > { return __pinned;
                    } self.client.get(host). await }
                );
                match __retry::AttemptDeadline::new(
                    &__timer,
                    __retry::instant(&__timer, __start),
                    &__retry::Limits::NONE
                        .attempt_timeout(
                            __retry::time_limit(__retry::duration(1u64, 0u32)),
                        )
                        .timeout(__retry::time_limit(__timeout)),
                    __retry::Memory::attempt_number(&__memory),
                ) {
                    __retry::Option::None => (__attempt.await, __retry::Ended::Whole),
                    __retry::Option::Some(__limit) => {
                        let __alarm = __retry::pin!(__retry::Option::None);
                        match __limit.around(&__timer, __attempt, __alarm).await {
                            __retry::Result::Ok(__outcome) => {
                                (__outcome, __retry::Ended::Whole)
                            }
                            __retry::Result::Err(__cut) => {
                                (
                                    __retry::outcome_of_cut::<Result<Page, Error>>()(__cut),
                                    __retry::Ended::cut(&__cut),
                                )
                            }
                        }
                    }
                }
            };
            loop {
                let (__state, __token) = {
                    let mut __report = __retry::PLAIN_REPORT;
                    let __decision = __retry::Attempt {
                        name: __retry::concat!(__retry::module_path!(), "::fetch"),
                        seed: __retry::Option::None,
                        verdict_reads_state: false,
                        finish_is_observed: true,
                        ended: __ended,
                        verdict: __retry::failure::<Result<Page, Error>>()
                            .of(&__outcome),
                        after: __retry::Unasked,
                        delay: __retry::wait(
                            wait_fixed(__retry::duration(0u64, 100000000u32)),
                        ),
                        stop: __retry::stop(stop_after_attempt(3)),
                        limits: __retry::Limits::NONE
                            .attempt_timeout(
                                __retry::time_limit(__retry::duration(1u64, 0u32)),
                            )
                            .timeout(__retry::time_limit(__timeout))
                            .cancel(__retry::cancel(&SHUTDOWN))
                            .budget(__retry::budget({ &__budget })),
                        before_sleep: __retry::Unasked,
                        on_finish: |
                            __state: &__retry::RetryState,
                            __finish: __retry::Finish|
                        {
                            __report = __retry::report(__state, __finish);
                            __retry::count_call(
                                __retry::stats(&STATS),
                                __state,
                                { &__outcome },
                                __finish,
                            );
                        },
                    }
                        .decide_timed(&__timer, __start, &mut __memory);
                    match __decision {
                        __retry::Decision::Sleep(__state, __token) => (__state, __token),
                        _ => return __retry::wrap(__outcome, __report),
                    }
                };
                let __pause = __retry::Pause::after(&__state);
                if __pause.is_needed()
                    && __retry::Interruptible::new(
                            __retry::pin!(__retry::pause_async(& __timer, __pause)),
                            &__retry::Limits::NONE.cancel(__retry::cancel(&SHUTDOWN)),
                        )
                        .await
                {
                    __ended = __retry::Ended::Cancelled(__state);
                    continue;
                }
                __token.spend();
                __retry::count_retry(__retry::stats(&STATS), __pause.delay);
                break;
            }
        }
    }
}
