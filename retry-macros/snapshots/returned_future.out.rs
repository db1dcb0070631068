impl Subject {
    fn later(line: &str) -> impl Future<Output = Result<u8, ParseIntError>> + Send {
        let line = line.trim();
        async move {
            let __timer = ::tenacity::__private::async_timer!();
            let __start = ::tenacity::__private::start(&__timer, false);
            let mut __progress = ::tenacity::__private::memory();
            '__call: loop {
                {
                    let __delay = {
                        let __outcome = async {
                            if let ::tenacity::__private::Option::Some(__pinned) = ::tenacity::__private::Option::None::<
                                Result<u8, ParseIntError>,
                            > {
                                return __pinned;
                            }
                            line.parse()
                        }
                            .await;
                        #[allow(clippy::redundant_closure_for_method_calls)]
                        let __decision = {
                            use ::tenacity::__private::UnknownTime as _;
                            ::tenacity::__private::Attempt::new(
                                    ::tenacity::__private::concat!(
                                        ::tenacity::__private::module_path!(), "::later"
                                    ),
                                    ::tenacity::__private::SinceStart(&__timer, __start),
                                    ::tenacity::__private::failure::<
                                        Result<u8, ParseIntError>,
                                    >()
                                        .of(&__outcome),
                                    ::tenacity::__private::wait(wait_none()),
                                    ::tenacity::__private::stop(stop_after_attempt(2)),
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
}
