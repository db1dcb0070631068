//! The testing mode of a thread, which its living guards define.

use core::cell::{Cell, RefCell};
use core::mem::ManuallyDrop;
use core::time::Duration;
use std::thread_local;
use std::vec::Vec;

#[derive(Clone, Copy)]
struct Mode {
    sleepless: bool,
    attempts: Option<u32>,
    seed: Option<u64>,
}

impl Mode {
    const ORDINARY: Self = Self { sleepless: false, attempts: None, seed: None };
}

thread_local! {
    /// The summary of `GUARDS`. A call reads only this.
    static MODE: Cell<Mode> = const { Cell::new(Mode::ORDINARY) };
    /// Keeps its value when a guard is dropped, so a call that outlives the guard does not see time go backwards.
    static SKIPPED: Cell<Duration> = const { Cell::new(Duration::ZERO) };
    /// Has no destructor, because guards in other thread-locals may be dropped after it. It owns no memory once all guards are dropped.
    static GUARDS: RefCell<ManuallyDrop<Guards>> = const { RefCell::new(ManuallyDrop::new(Guards::NONE)) };
}

/// The furthest that clocks are moved, so a sleep of `Duration::MAX` does not overflow them.
const END_OF_TIME: Duration = Duration::from_secs(500 * 365 * 24 * 60 * 60);

/// The living guards of a thread.
struct Guards {
    sleepless: Living<Sleepless>,
    seeds: Living<u64>,
    /// Every sleep skipped since the oldest guard in `sleepless` was created.
    sleeps: Vec<Duration>,
}

struct Sleepless {
    attempts: Option<u32>,
    /// The number of sleeps recorded before this guard was created.
    before: usize,
}

impl Guards {
    const NONE: Self = Self { sleepless: Living::NONE, seeds: Living::NONE, sleeps: Vec::new() };

    fn mode(&self) -> Mode {
        let sleepless = self.sleepless.youngest();
        Mode {
            sleepless: sleepless.is_some(),
            attempts: sleepless.and_then(|guard| guard.attempts),
            seed: self.seeds.youngest().copied(),
        }
    }
}

/// Living guards of one kind, from the oldest to the youngest, each with its number.
struct Living<T> {
    made: u64,
    guards: Vec<(u64, T)>,
}

impl<T> Living<T> {
    const NONE: Self = Self { made: 0, guards: Vec::new() };

    fn add(&mut self, guard: T) -> u64 {
        self.made += 1;
        self.guards.push((self.made, guard));
        self.made
    }

    fn remove(&mut self, number: u64) {
        self.guards.retain(|(other, _)| *other != number);
        if self.guards.is_empty() {
            self.guards = Vec::new();
        }
    }

    fn find(&mut self, number: u64) -> Option<&mut T> {
        self.guards.iter_mut().find(|(other, _)| *other == number).map(|(_, guard)| guard)
    }

    fn youngest(&self) -> Option<&T> {
        self.guards.last().map(|(_, guard)| guard)
    }
}

/// Changes the guards, and updates the mode.
fn update<T>(change: impl FnOnce(&mut Guards) -> T) -> T {
    GUARDS.with_borrow_mut(|guards| {
        let answer = change(guards);
        MODE.set(guards.mode());
        answer
    })
}

pub(super) fn add_sleepless() -> u64 {
    update(|guards| guards.sleepless.add(Sleepless { attempts: None, before: guards.sleeps.len() }))
}

pub(super) fn remove_sleepless(number: u64) {
    update(|guards| {
        guards.sleepless.remove(number);
        if guards.sleepless.youngest().is_none() {
            guards.sleeps = Vec::new();
        }
    });
}

pub(super) fn set_attempts(number: u64, attempts: u32) {
    update(|guards| {
        if let Some(guard) = guards.sleepless.find(number) {
            guard.attempts = Some(attempts);
        }
    });
}

/// Returns the sleeps skipped since the guard of this number was created.
pub(super) fn sleeps(number: u64) -> Vec<Duration> {
    GUARDS.with_borrow_mut(|guards| {
        let before = guards.sleepless.find(number).map_or(0, |guard| guard.before);
        guards.sleeps[before..].to_vec()
    })
}

pub(super) fn add_seed(seed: u64) -> u64 {
    update(|guards| guards.seeds.add(seed))
}

pub(super) fn remove_seed(number: u64) {
    update(|guards| guards.seeds.remove(number));
}

pub(super) fn skip(delay: Duration) -> bool {
    let skip = MODE.get().sleepless;
    if skip {
        SKIPPED.set(SKIPPED.get().saturating_add(delay).min(END_OF_TIME));
        GUARDS.with_borrow_mut(|guards| guards.sleeps.push(delay));
    }
    skip
}

pub(super) fn skipped() -> Duration {
    SKIPPED.get()
}

pub(super) fn begin() -> Duration {
    // At the end of time, no sleep could advance the clock, so a time limit would never end a call that begins there.
    if SKIPPED.get() == END_OF_TIME {
        SKIPPED.set(Duration::ZERO);
    }
    SKIPPED.get()
}

pub(super) fn cap() -> Option<u32> {
    MODE.get().attempts
}

pub(super) fn given_seed() -> Option<u64> {
    MODE.get().seed
}

#[cfg(test)]
mod tests {
    use core::mem::forget;
    use std::panic::{AssertUnwindSafe, catch_unwind};
    use std::sync::mpsc::{Sender, channel};
    use std::thread;

    use super::*;
    use crate::testing::guards::{NoSleep, Seeded, no_sleep, seed};

    const HOUR: Duration = Duration::from_secs(3600);

    /// Whether sleeps are skipped, the cap on attempts, and the seed.
    fn mode() -> (bool, Option<u32>, Option<u64>) {
        (MODE.get().sleepless, cap(), given_seed())
    }

    const ORDINARY: (bool, Option<u32>, Option<u64>) = (false, None, None);

    fn owned() -> usize {
        GUARDS
            .with_borrow(|guards| guards.sleepless.guards.capacity() + guards.seeds.guards.capacity() + guards.sleeps.capacity())
    }

    #[test]
    fn guards_can_be_dropped_in_any_order() {
        for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
            let mut living = [1, 2, 3].map(|n| Some((no_sleep().attempts(n), seed(n.into()))));
            for dropped in order {
                let youngest = living.iter().rposition(Option::is_some).unwrap();
                let number = [1, 2, 3][youngest];
                assert_eq!(mode(), (true, Some(number), Some(number.into())), "{order:?}");
                living[dropped] = None;
            }
            assert_eq!(mode(), ORDINARY, "{order:?}");
        }
        assert_eq!(owned(), 0, "the lists own no memory once all guards are dropped");
    }

    #[test]
    fn a_vec_that_drops_the_oldest_guard_first_restores_the_mode() {
        drop(std::vec![no_sleep(), no_sleep()]);
        drop(std::vec![seed(1), seed(2)]);
        assert_eq!(mode(), ORDINARY);
    }

    #[test]
    fn the_cap_of_the_youngest_guard_counts_even_if_another_was_set_later() {
        let elder = no_sleep();
        let younger = no_sleep().attempts(3);
        let elder = elder.attempts(2);
        assert_eq!(cap(), Some(3));
        drop(younger);
        assert_eq!(cap(), Some(2));
        let youngest = no_sleep();
        assert_eq!(cap(), None, "the youngest guard has no cap");
        drop(elder);
        assert_eq!(mode(), (true, None, None));
        drop(youngest);
    }

    #[test]
    fn a_panic_drops_only_the_guards_that_it_unwinds() {
        let _outer = no_sleep().attempts(7);
        let panicked = catch_unwind(AssertUnwindSafe(|| {
            let _guards = (no_sleep().attempts(1), seed(1));
            panic!("a test fails");
        }));
        assert!(panicked.is_err());
        assert_eq!(mode(), (true, Some(7), None));
    }

    #[test]
    fn a_forgotten_guard_acts_to_the_end_of_its_thread() {
        let forgetting = thread::spawn(|| {
            forget((no_sleep().attempts(2), seed(2)));
            drop((no_sleep().attempts(1), seed(1)));
            mode()
        });
        assert_eq!(forgetting.join().unwrap(), (true, Some(2), Some(2)));
        assert_eq!(mode(), ORDINARY);
    }

    #[test]
    fn guards_do_not_affect_other_threads() {
        let _guards = (no_sleep(), seed(1));
        assert_eq!(thread::spawn(mode).join().unwrap(), ORDINARY);
    }

    /// Covers both orders of destruction at the end of the thread.
    #[test]
    fn guards_in_thread_locals_act_until_they_are_dropped() {
        struct Kept {
            guards: Option<(NoSleep, Seeded)>,
            seen: Sender<(bool, Option<u32>, Option<u64>)>,
        }
        impl Drop for Kept {
            fn drop(&mut self) {
                assert!(skip(HOUR));
                self.seen.send(mode()).unwrap();
                self.guards = None;
                self.seen.send(mode()).unwrap();
            }
        }
        thread_local! {
            static FIRST: RefCell<Option<Kept>> = const { RefCell::new(None) };
            static SECOND: RefCell<Option<Kept>> = const { RefCell::new(None) };
        }
        let (seen, told) = channel();
        let keeping = thread::spawn(move || {
            // One destructor is registered before any guard is created, the other after.
            FIRST.with_borrow(|first| assert!(first.is_none()));
            let guards = Some((no_sleep().attempts(3), seed(3)));
            FIRST.set(Some(Kept { guards, seen: seen.clone() }));
            let guards = Some((no_sleep().attempts(3), seed(3)));
            SECOND.set(Some(Kept { guards, seen }));
        });
        keeping.join().unwrap();
        let kept = (true, Some(3), Some(3));
        assert_eq!(told.iter().collect::<Vec<_>>(), [kept, kept, kept, ORDINARY]);
    }

    #[test]
    fn a_guard_lists_the_sleeps_skipped_since_it_was_created() {
        let elder = no_sleep();
        assert!(skip(HOUR));
        let younger = no_sleep();
        assert!(skip(2 * HOUR));
        assert_eq!((elder.sleeps(), younger.sleeps()), ([HOUR, 2 * HOUR].to_vec(), [2 * HOUR].to_vec()));
        drop(elder);
        assert!(skip(3 * HOUR));
        assert_eq!(younger.sleeps(), [2 * HOUR, 3 * HOUR]);
        drop(younger);
        assert!(!skip(HOUR));
        assert_eq!(no_sleep().sleeps(), []);
    }
}
