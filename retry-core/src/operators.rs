//! The macros that every strategy family needs: operators on our types, and impls for pointers.

/// Implements an operator for each listed type. The operator pairs the type with any right operand.
///
/// The right operand has no bound, so it can be the user's own strategy. If it is not a strategy, the compiler shows the message of the
/// family's trait instead of a missing operator.
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

/// Implements a strategy's trait for references, boxes and `Arc`s.
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
