//! Every public path of the facade, with every feature. If a path disappears, this file does not compile.

#![allow(unused_imports, reason = "the paths only have to exist")]

mod at_the_root {
    use tenacity::{
        After, AsyncPolicy, AsyncTimer, AsyncTimerSource, AttemptTimeout, Before, BeforeSleep, BlockingTimer,
        BlockingTimerSource, BoxedHooks, BoxedPolicy, BudgetKey, Budgeted, CallFuture, Cancellable, Clock, ClockSource,
        ConfigError, ConfiguredStop, ConfiguredWait, Counted, DefaultStop, DefaultTimer, DefaultWait, Event, EventInstant,
        EventSleep, EventTimer, Fallback, Finish, FromTimeout, FuturesTimer, HookList, HookNeeds, Hooks, KeyedBudget, Limit,
        Limits, OnFinish, Operation, Outcome, OutcomeOnly, OwnTimer, Predicate, Report, ReportFuture, RetryAll, RetryAlways,
        RetryAny, RetryBudget, RetryConfig, RetryError, RetryFn, RetryFuture, RetryIfErr, RetryIfFailure, RetryIfNotResult,
        RetryIfOk, RetryIfResult, RetryIfRetryable, RetryNever, RetryNot, RetryPolicy, RetryState, RetryStats,
        RetryStatsSnapshot, Retryable, Run, StdTimer, Stop, StopAfterAttempt, StopAfterDelay, StopAll, StopAny, StopBeforeDelay,
        StopFn, StopNever, StopWhen, StopWhenEventSet, SyncHooks, TimedOut, TimedOutBy, Timeout, TokioTimer, UntilSet, Verdict,
        Wait, WaitAtLeast, WaitAtMost, WaitChain, WaitDecorrelatedJitter, WaitEqualJitter, WaitExponential,
        WaitExponentialJitter, WaitFibonacci, WaitFixed, WaitFn, WaitFullJitter, WaitIncrementing, WaitJitter, WaitJitterFactor,
        WaitList, WaitNone, WaitRandom, WaitRandomExponential, WaitSum, WithReport, caused_by, default_stop, default_wait,
        io_verdict, is_active, retry, retry_always, retry_block, retry_fn, retry_if_err, retry_if_failure, retry_if_not_result,
        retry_if_ok, retry_if_result, retry_if_retryable, retry_never, set_active, stop_after_attempt, stop_after_delay,
        stop_before_delay, stop_fn, stop_never, stop_when, stop_when_event_set, wait_chain, wait_decorrelated_jitter,
        wait_exponential, wait_exponential_jitter, wait_fibonacci, wait_fixed, wait_fn, wait_incrementing, wait_none,
        wait_random, wait_random_exponential,
    };
}

mod in_strategies {
    use tenacity::strategies::{
        DefaultStop, DefaultWait, RetryAll, RetryAlways, RetryAny, RetryFn, RetryIfErr, RetryIfFailure, RetryIfNotResult,
        RetryIfOk, RetryIfResult, RetryIfRetryable, RetryNever, RetryNot, StopAfterAttempt, StopAfterDelay, StopAll, StopAny,
        StopBeforeDelay, StopFn, StopNever, StopWhen, StopWhenEventSet, WaitAtLeast, WaitAtMost, WaitChain,
        WaitDecorrelatedJitter, WaitEqualJitter, WaitExponential, WaitExponentialJitter, WaitFibonacci, WaitFixed, WaitFn,
        WaitFullJitter, WaitIncrementing, WaitJitter, WaitJitterFactor, WaitList, WaitNone, WaitRandom, WaitRandomExponential,
        WaitSum,
    };
}

mod in_parts {
    use tenacity::parts::{
        After, AttemptTimeout, Before, BeforeSleep, BoxedHooks, Budgeted, CallFuture, Cancellable, Counted, Fallback, HookList,
        HookNeeds, Limits, OnFinish, OutcomeOnly, OwnTimer, SyncHooks, TimedOutBy, Timeout, WithReport,
    };
}

mod in_prelude {
    use tenacity::prelude::{
        AsyncTimer, BlockingTimer, Clock, Finish, FromTimeout, Outcome, Predicate, RetryBudget, RetryError, RetryPolicy,
        RetryState, Retryable, Stop, TimedOut, Verdict, Wait, caused_by, retry, retry_always, retry_block, retry_fn,
        retry_if_err, retry_if_failure, retry_if_not_result, retry_if_ok, retry_if_result, retry_if_retryable, retry_never,
        stop_after_attempt, stop_after_delay, stop_before_delay, stop_fn, stop_never, stop_when, stop_when_event_set, wait_chain,
        wait_decorrelated_jitter, wait_exponential, wait_exponential_jitter, wait_fibonacci, wait_fixed, wait_fn,
        wait_incrementing, wait_none, wait_random, wait_random_exponential,
    };
}

mod in_ambient {
    use tenacity::ambient::{Deadline, remaining, within};
}

mod in_testing {
    use tenacity::testing::{NoSleep, Seeded, VirtualTimer, no_sleep, seed, skipped};
}

mod in_waiting {
    use tenacity::waiting::{
        AsyncWaiting, ByItself, Check, CheckReport, CheckSource, DefaultAsyncTimer, FailIf, FailOn, FailWhen, FinalErrors, Found,
        Guards, Held, Judge, OnLook, ProbeReport, ProbeState, Reaching, Reported, Show, Shown, SyncWaiting, Truthy, Unspanned,
        Until, UntilOk, UntilResult, UntilValue, WaitError, WaitFuture, WaitKind, WaitParts, Waited, Waiting, hold, hold_sync,
        wait_for, wait_for_sync,
    };
}

mod in_waiting_engine {
    use tenacity::waiting::engine::{CheckSource, Evidence, NextCheck, Settings, Span, Watching, text, watch};
}

mod in_ready {
    use tenacity::ready::{
        All, AllFuture, AllOf, Any, AnyFuture, AnyOf, AsItIs, AsyncMode, AtOnce, BoxProbe, CheckContext, CheckFuture, Command,
        Each, Either, File, Http, Immediate, IntoReadiness, Judged, ListFuture, Log, LogSource, Named, OnProgress, Probe,
        ProbeFuture, ProbeList, Readiness, Running, SyncMode, Tcp, ToAddress, UntilReady, UntilReadyFuture, WhileRunning, boxed,
        command, file, http, log, probe, tcp, wait_until_ready, wait_until_ready_sync,
    };
    #[cfg(unix)]
    use tenacity::ready::{Unix, unix};
}

mod in_tracing {
    use tenacity::tracing::{after_log, before_log, before_sleep_log, finish_log, look_log, progress_log};
}

mod in_log {
    use tenacity::log::{after_log, before_log, before_sleep_log, finish_log, look_log, progress_log};
}

mod in_metrics {
    use tenacity::metrics::{ATTEMPTS, CALLS, RETRIES, SLEEP, describe, record_calls};
}

mod macros {
    /// The derive beside the trait, under the same name.
    #[allow(dead_code, reason = "only the derives are tested")]
    mod derives {
        #[derive(tenacity::Retryable)]
        struct AtTheRoot;

        #[derive(tenacity::prelude::Retryable)]
        struct InThePrelude;
    }

    use tenacity::prelude::retry_block as _;
    use tenacity::retry_block as _;
}

mod modules {
    use tenacity::guide::strategies as guide_strategies;
    use tenacity::guide::{
        choosing_a_policy, coming_from_backon, coming_from_python, compile_errors, durable_retries, how_it_works, http_clients,
        speed, waiting_patterns, waits,
    };
    use tenacity::{ambient, guide, log, metrics, parts, prelude, ready, strategies, testing, tracing, waiting};
}
