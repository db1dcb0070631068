impl Subject {
    #[allow(clippy::needless_pass_by_value)]
    async fn send(&self, first: u8, request: Request) -> Result<(), Error> {
        let __timer = ::tenacity::__private::async_timer!();
        let __start = ::tenacity::__private::Clock::now(&__timer);
        let mut __progress = ::tenacity::__private::memory();
        loop {
            {
                let __delay = {
                    let (__outcome, __is_cut) = {
                        let mut request = ::tenacity::__private::clone_argument(
                            &request,
                        );
                        {
                            let __attempt = ::tenacity::__private::pin!(
                                async { if let ::tenacity::__private::Option::Some(__pinned)
                                = ::tenacity::__private::Option::None:: < Result < (), Error
                                > > { return __pinned; } self.client.send(request). await }
                            );
                            let __limit = ::tenacity::__private::AttemptLimit::new(
                                &__timer,
                                ::tenacity::__private::Option::Some(__start),
                                &::tenacity::__private::Limits::NONE
                                    .timeout(
                                        ::tenacity::__private::time_limit(
                                            ::tenacity::__private::duration(5u64, 0u32),
                                        ),
                                    ),
                                ::tenacity::__private::outcome_of_cut::<
                                    Result<(), Error>,
                                >(),
                                ::tenacity::__private::Memory::attempt_number(&__progress),
                            );
                            match __limit {
                                ::tenacity::__private::Option::None => {
                                    (__attempt.await, false)
                                }
                                ::tenacity::__private::Option::Some(__limit) => {
                                    let __alarm = ::tenacity::__private::pin!(__limit.alarm());
                                    __limit.around(__attempt, __alarm).await
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
                            is_cut: __is_cut,
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
    }
}
