impl Subject {
    fn connect(&self) -> io::Result<TcpStream> {
        ::tenacity::__private::self_seeding!();
        let __timer = ::tenacity::__private::own_blocking_timer(&self.clock);
        let __start = ::tenacity::__private::start(&__timer, false);
        let mut __progress = ::tenacity::__private::Progress::new();
        '__call: loop {
            let __delay = {
                let __outcome = (|| -> io::Result<TcpStream> {
                    TcpStream::connect(&self.address)
                })();
                #[allow(clippy::redundant_closure_for_method_calls)]
                let __retry = ::tenacity::__private::predicate(
                    &__outcome,
                    !retry_never(),
                );
                #[allow(clippy::redundant_closure_for_method_calls)]
                let __decision = {
                    use ::tenacity::__private::UnknownTime as _;
                    ::tenacity::__private::Attempt {
                        verdict_reads_state: __retry.reads_state(),
                        ..::tenacity::__private::Attempt::new(
                            ::tenacity::__private::concat!(
                                ::tenacity::__private::module_path!(), "::connect"
                            ),
                            ::tenacity::__private::SinceStart(&__timer, __start),
                            __retry,
                            ::tenacity::__private::wait(
                                wait_chain((
                                    const { wait_random(SHORT, LONG) },
                                    wait_chain([
                                        const { wait_exponential(SHORT).base(BASE) }
                                            .max(LONG)
                                            .full_jitter(),
                                    ]),
                                )),
                            ),
                            ::tenacity::__private::stop(
                                (const { stop_after_attempt(LIMIT) }
                                    | stop_after_attempt(5)),
                            ),
                        )
                    }
                        .decide_untimed(&mut __progress)
                };
                match __decision {
                    ::tenacity::__private::Decision::Sleep(__state, _) => {
                        __state.upcoming_sleep()
                    }
                    _ => break '__call __outcome,
                }
            };
            if !__delay.is_zero() {
                ::tenacity::__private::BlockingTimer::sleep(&__timer, __delay);
            }
        }
    }
}
