impl Subject {
    async fn fetch(&mut self, url: &str) -> Result<Page, Error> {
        ::tenacity::__private::self_seeding!();
        let __timer = ::tenacity::__private::async_timer!();
        let __start = ::tenacity::__private::Clock::now(&__timer);
        let mut __progress = ::tenacity::__private::Progress::new();
        '__call: loop {
            {
                let __delay = {
                    let __outcome = async {
                        if let ::tenacity::__private::Option::Some(__pinned) = ::tenacity::__private::Option::None::<
                            Result<Page, Error>,
                        > {
                            return __pinned;
                        }
                        self.client.get(url).await
                    }
                        .await;
                    #[allow(clippy::redundant_closure_for_method_calls)]
                    let __retry = ::tenacity::__private::predicate(
                        &__outcome,
                        retry_if_err(
                            ::tenacity::__private::on_error(
                                ::tenacity::__private::Option::Some(&__outcome),
                                |e| e.is_timeout(),
                            ),
                        )
                            | retry_if_ok(
                                ::tenacity::__private::on_value(
                                    ::tenacity::__private::Option::Some(&__outcome),
                                    |page| page.items.is_empty(),
                                ),
                            ),
                    );
                    #[allow(clippy::redundant_closure_for_method_calls)]
                    let __decision = ::tenacity::__private::Attempt {
                        name: ::tenacity::__private::concat!(
                            ::tenacity::__private::module_path!(), "::fetch"
                        ),
                        seed: ::tenacity::__private::Option::None,
                        verdict_reads_state: __retry.reads_state(),
                        finish_is_observed: false,
                        ended: ::tenacity::__private::Ended::Whole,
                        elapsed: ::tenacity::__private::Since(&__timer, __start),
                        verdict: __retry,
                        after: ::tenacity::__private::Unasked,
                        delay: ::tenacity::__private::wait(
                            wait_exponential(
                                    ::tenacity::__private::duration(0u64, 100000000u32),
                                )
                                .max(::tenacity::__private::duration(5u64, 0u32))
                                .full_jitter(),
                        ),
                        stop: ::tenacity::__private::stop(
                            stop_after_attempt(4)
                                | stop_after_delay(
                                    ::tenacity::__private::duration(30u64, 0u32),
                                ),
                        ),
                        limits: ::tenacity::__private::Limits::NONE,
                        before_sleep: |__state: &::tenacity::__private::RetryState| {
                            ::tenacity::__private::call_outcome_hook(
                                __state,
                                &__outcome,
                                |state, outcome| {
                                    eprintln!(
                                        "attempt {} failed: {outcome:?}", state.attempt_number()
                                    )
                                },
                            );
                        },
                        on_finish: ::tenacity::__private::Unasked,
                    }
                        .decide(&mut __progress);
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
