impl Subject {
    fn connect(addr: &str) -> io::Result<TcpStream> {
        ::tenacity::__private::self_seeding!();
        let __timer = ::tenacity::__private::blocking_timer!();
        let __start = ::tenacity::__private::Clock::now(&__timer);
        let mut __progress = ::tenacity::__private::Progress::new();
        '__call: loop {
            let __delay = {
                let __outcome = (|| -> io::Result<TcpStream> {
                    TcpStream::connect(addr)
                })();
                #[allow(clippy::redundant_closure_for_method_calls)]
                let __decision = ::tenacity::__private::Attempt::new(
                        ::tenacity::__private::concat!(
                            ::tenacity::__private::module_path!(), "::connect"
                        ),
                        ::tenacity::__private::Since(&__timer, __start),
                        ::tenacity::__private::failure::<io::Result<TcpStream>>()
                            .of(&__outcome),
                        ::tenacity::__private::wait(
                            ::tenacity::__private::default_wait(),
                        ),
                        ::tenacity::__private::stop(
                            ::tenacity::__private::default_stop(),
                        ),
                    )
                    .decide(&mut __progress);
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
