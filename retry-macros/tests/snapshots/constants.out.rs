impl Subject {
    fn connect(&self) -> io::Result<TcpStream> {
        use ::tenacity::__private::{self as __retry, Unknown as _};
        __retry::self_seeding!();
        let (__timer, __start, mut __memory) = __retry::begin(
            __retry::own_blocking_timer(&self.clock),
        );
        loop {
            let __pause = {
                let __outcome = (|| -> io::Result<TcpStream> {
                    TcpStream::connect(&self.address)
                })();
                let __predicate = __retry::predicate(&__outcome, !retry_never());
                let __decision = __retry::Attempt {
                    verdict_reads_state: __predicate.reads_state(),
                    ..__retry::Attempt::new(
                        __retry::concat!(__retry::module_path!(), "::connect"),
                        __predicate,
                        __retry::wait(
                            wait_chain((
                                const { wait_random(SHORT, LONG) },
                                wait_chain([
                                    const { wait_exponential(SHORT).base(BASE) }
                                        .max(LONG)
                                        .full_jitter(),
                                ]),
                            )),
                        ),
                        __retry::stop(
                            const { stop_after_attempt(LIMIT) } | stop_after_attempt(5),
                        ),
                    )
                }
                    .decide_untimed(&__timer, __start, &mut __memory);
                match __decision {
                    __retry::Decision::Sleep(__state, _) => {
                        __retry::Pause::after(&__state)
                    }
                    _ => return __outcome,
                }
            };
            __retry::pause(&__timer, __pause);
        }
    }
}
