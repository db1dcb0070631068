impl Subject {
    async fn send(&self, first: u8, request: Request) -> Result<(), Error> {
        use ::tenacity::__private::{self as __retry, Unknown as _};
        let (__timer, __start, mut __memory) = __retry::begin(__retry::async_timer!());
        loop {
            let __pause = {
                let (__outcome, __ended) = {
                    let mut request @ _ = __retry::clone_argument(&request);
                    {
                        let __attempt = __retry::pin!(
                            async { if let __retry::Option::Some(__pinned) =
                            __retry::Option::None:: < Result < (), Error > > { return
                            __pinned; } self.client.send(request). await }
                        );
                        match __retry::AttemptDeadline::new(
                            &__timer,
                            __retry::instant(&__timer, __start),
                            &__retry::Limits::NONE
                                .timeout(
                                    __retry::time_limit(__retry::duration(5u64, 0u32)),
                                ),
                            __retry::Memory::attempt_number(&__memory),
                        ) {
                            __retry::Option::None => {
                                (__attempt.await, __retry::Ended::Whole)
                            }
                            __retry::Option::Some(__limit) => {
                                let __alarm = __retry::pin!(__retry::Option::None);
                                match __limit.around(&__timer, __attempt, __alarm).await {
                                    __retry::Result::Ok(__outcome) => {
                                        (__outcome, __retry::Ended::Whole)
                                    }
                                    __retry::Result::Err(__cut) => {
                                        (
                                            __retry::outcome_of_cut::<Result<(), Error>>()(__cut),
                                            __retry::Ended::cut(&__cut),
                                        )
                                    }
                                }
                            }
                        }
                    }
                };
                let __decision = __retry::Attempt {
                    name: __retry::concat!(__retry::module_path!(), "::send"),
                    seed: __retry::Option::None,
                    verdict_reads_state: false,
                    finish_is_observed: false,
                    ended: __ended,
                    verdict: __retry::failure::<Result<(), Error>>().of(&__outcome),
                    after: __retry::Unasked,
                    delay: __retry::wait(wait_fixed(PAUSE)),
                    stop: __retry::stop(
                        __retry::stop_when(|| -> _ { self.is_closed() }),
                    ),
                    limits: __retry::Limits::NONE
                        .timeout(__retry::time_limit(__retry::duration(5u64, 0u32))),
                    before_sleep: __retry::Unasked,
                    on_finish: __retry::Unasked,
                }
                    .decide_counting(&__timer, __start, &mut __memory);
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
    }
}
