use std::time::Duration;

use tenacity::prelude::*;

/// A seed that is neither a call's number, which seeds its delays, nor the seed of the moments.
const SEED: u64 = u64::MAX - 1;
const CERTAIN: Duration = Duration::from_secs(1);

/// Reproducible, independent draws that are `true` with a fixed probability.
#[derive(Clone, Copy)]
pub(crate) struct Chance {
    probability: f64,
    draws: u32,
}

impl Chance {
    pub(crate) const fn new(probability: f64) -> Self {
        Self { probability, draws: 0 }
    }

    pub(crate) fn draw(&mut self) -> bool {
        self.draws += 1;
        let state = RetryState::at(self.draws, Duration::ZERO).with_seed(SEED);
        wait_random(Duration::ZERO, CERTAIN).delay(&state) < CERTAIN.mul_f64(self.probability)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_are_true_with_the_given_probability() {
        for probability in [0.0, 0.02, 0.5, 1.0] {
            let mut chance = Chance::new(probability);
            let share = f64::from((0..10_000).map(|_| u32::from(chance.draw())).sum::<u32>()) / 10_000.0;
            assert!((share - probability).abs() < 0.02, "{probability}: {share}");
        }
    }
}
