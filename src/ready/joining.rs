//! `&` and `|` of probes.

use std::ops::{BitAnd, BitOr};

use super::both::{All, Any};
use super::named::Named;
use super::{BoxProbe, Command, File, Http, Log, Tcp};

macro_rules! joins {
    ($([$($generics:tt)*] $probe:ty),* $(,)?) => { $(
        impl<$($generics)* Other> BitAnd<Other> for $probe {
            type Output = All<Self, Other>;

            /// Both, side by side, under one limit.
            fn bitand(self, other: Other) -> Self::Output {
                All(self, other)
            }
        }

        impl<$($generics)* Other> BitOr<Other> for $probe {
            type Output = Any<Self, Other>;

            /// The first of the two.
            fn bitor(self, other: Other) -> Self::Output {
                Any(self, other)
            }
        }
    )* };
}

joins!([] Tcp, [] File, [] Command, [] Http, [] Log, [P,] Named<P>, [T,] BoxProbe<T>, [A, B,] All<A, B>, [A, B,] Any<A, B>);

#[cfg(unix)]
joins!([] super::Unix);
