impl Subject {
    #[allow(clippy::needless_pass_by_value)]
    async fn send(&self, first: u8, request: Request) -> Result<(), Error> {
        let __timer = ::tenacity::__private::async_timer!();
        let __start = ::tenacity::__private::Clock::now(&__timer);
        let mut __progress = ::tenacity::__private::memory();
        '__call: loop {
            {
                let __delay = {
                    let (__outcome, __ended) = {
                        let mut request = ::tenacity::__private::clone_argument(
                            &request,
                        );
                        {
                            let __attempt = ::tenacity::__private::pin!(
                                async { if let ::tenacity::__private::Option::Some(__pinned)
                                = ::tenacity::__private::Option::None:: < Result < (), Error
                                > > { return __pinned; } self.client.send(request). await }
                            );
                            match ::tenacity::__private::AttemptLimit::new(
                                &__timer,
                                ::tenacity::__private::Option::Some(__start),
                                &::tenacity::__private::Limits::NONE
                                    .timeout(
                                        ::tenacity::__private::time_limit(
                                            ::tenacity::__private::duration(5u64, 0u32),
                                        ),
                                    ),
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
                                                    Result<(), Error>,
                                                >()(__cut),
                                                ::tenacity::__private::Ended::cut(&__cut),
                                            )
                                        }
                                    }
                                }
                            }
                        }
                    };
                    #[allow(clippy::redundant_closure_for_method_calls)]
                    let __decision = {
                        use ::tenacity::__private::UnknownMemory as _;
                        ::tenacity::__private::Attempt {
                            name: ::tenacity::__private::concat!(
                                ::tenacity::__private::module_path!(), "::send"
                            ),
                            seed: ::tenacity::__private::Option::None,
                            verdict_reads_state: false,
                            finish_is_observed: false,
                            ended: __ended,
                            elapsed: ::tenacity::__private::Since(&__timer, __start),
                            verdict: ::tenacity::__private::failure::<
                                Result<(), Error>,
                            >()
                                .of(&__outcome),
                            after: ::tenacity::__private::Unasked,
                            delay: ::tenacity::__private::wait(wait_fixed(PAUSE)),
                            stop: ::tenacity::__private::stop(
                                ::tenacity::__private::stop_when(|| self.is_closed()),
                            ),
                            limits: ::tenacity::__private::Limits::NONE
                                .timeout(
                                    ::tenacity::__private::time_limit(
                                        ::tenacity::__private::duration(5u64, 0u32),
                                    ),
                                ),
                            before_sleep: ::tenacity::__private::Unasked,
                            on_finish: ::tenacity::__private::Unasked,
                        }
                            .decide_counting(&mut __progress)
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
