//! The two things every strategy family repeats: operators on our types, and forwarding through pointers.

/// Gives each listed type an operator that pairs it with whatever stands on its right.
///
/// The right side has no bound: a strategy of the user's own may stand there, and a mistake is then reported by the family's
/// trait, in its own words, instead of as a missing operator.
macro_rules! pair_operator {
    ($operator:ident :: $method:ident gives $pair:ident for $([$($generics:tt)*] $strategy:ty),+ $(,)?) => {$(
        impl<$($generics)* Rhs> core::ops::$operator<Rhs> for $strategy {
            type Output = $pair<Self, Rhs>;

            #[inline]
            fn $method(self, rhs: Rhs) -> Self::Output {
                $pair(self, rhs)
            }
        }
    )+};
}

/// Makes references, boxes and `Arc`s of a strategy strategies.
macro_rules! forward_pointers {
    (impl[$($generics:tt)*] $family:ident$(<$outcome:ident>)? { $($methods:tt)* }) => {
        impl<$($generics)* S: $family$(<$outcome>)? + ?Sized> $family$(<$outcome>)? for &S { $($methods)* }

        #[cfg(feature = "alloc")]
        impl<$($generics)* S: $family$(<$outcome>)? + ?Sized> $family$(<$outcome>)? for alloc::boxed::Box<S> { $($methods)* }

        #[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
        impl<$($generics)* S: $family$(<$outcome>)? + ?Sized> $family$(<$outcome>)? for alloc::sync::Arc<S> { $($methods)* }
    };
}

pub(crate) use {forward_pointers, pair_operator};
