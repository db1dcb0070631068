//! The same simulation with a layer of tower in each client. Its calls are futures, and the events poll them, so no executor is needed.

use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use tenacity::{AsyncTimer, Clock, testing};
use tenacity_tower::RetryLayer;
use tower_layer::Layer;
use tower_service::Service;

use super::Scenario;
use super::client::{Bound, Client, Failure, Reply};
use super::events::Events;
use super::server::Server;
use super::timeline::Timeline;

/// The server below the layers, and the timer of their policies.
#[derive(Clone)]
struct World(Rc<RefCell<Present>>);

struct Present {
    now: Duration,
    server: Server,
    timeline: Timeline,
    /// The moment for which the call that was polled last waits.
    wakes_at: Duration,
}

/// Resolves to a value at a moment.
struct At<T> {
    moment: Duration,
    value: T,
    world: World,
}

impl<T: Copy> Future for At<T> {
    type Output = T;

    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<T> {
        let mut present = self.world.0.borrow_mut();
        present.wakes_at = self.moment;
        if present.now < self.moment { Poll::Pending } else { Poll::Ready(self.value) }
    }
}

impl Service<()> for World {
    type Response = ();
    type Error = Failure;
    type Future = At<Reply>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Reply> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, (): ()) -> At<Reply> {
        let present = &mut *self.0.borrow_mut();
        present.timeline.request(present.now);
        let (moment, value) = present.server.reply(present.now);
        At { moment, value, world: self.clone() }
    }
}

impl Clock for World {
    type Instant = Duration;

    fn now(&self) -> Duration {
        self.0.borrow().now
    }

    fn since(&self, earlier: Duration) -> Duration {
        self.now().saturating_sub(earlier)
    }
}

impl AsyncTimer for World {
    type Sleep = At<()>;

    fn sleep(&self, delay: Duration) -> At<()> {
        At { moment: self.now() + delay, value: (), world: self.clone() }
    }
}

enum Event<F> {
    /// A client makes the call with this number.
    Call(u32),
    /// The call with this number and start has a reply, or its delay has ended.
    Poll(u32, Duration, Pin<Box<F>>),
}

impl Scenario {
    /// Simulates the scenario as [`play`](Self::play) does, through layers. The budget is the library's, because the layer knows no other.
    pub(crate) fn play_through_layers(&self, bound: Bound, clients: u32) -> Timeline {
        let (server, timeline) = (Server::new(self.trouble), Timeline::new(self.time));
        let present = Present { now: Duration::ZERO, server, timeline, wakes_at: Duration::ZERO };
        let world = World(Rc::new(RefCell::new(present)));
        let client = |_| RetryLayer::new(Client::new(bound).into_policy().timer(world.clone())).layer(world.clone());
        let mut fleet = (0..clients).map(client).collect::<Vec<_>>();
        let mut calls = self.calls.iter().copied();
        let mut events = Events::new();
        let mut plan_next_call = |events: &mut Events<_>| {
            if let Some((at, number)) = calls.next() {
                events.plan(at, Event::Call(number));
            }
        };
        plan_next_call(&mut events);
        let mut context = Context::from_waker(Waker::noop());
        while let Some((now, event)) = events.next() {
            world.0.borrow_mut().now = now;
            let (number, start, mut call) = match event {
                Event::Call(number) => {
                    plan_next_call(&mut events);
                    (number, now, Box::pin(fleet[(number % clients) as usize].call(())))
                }
                Event::Poll(number, start, call) => (number, start, call),
            };
            let _seeded = testing::seed(number.into());
            let polled = call.as_mut().poll(&mut context);
            let present = &mut *world.0.borrow_mut();
            match polled {
                Poll::Ready(reply) => present.timeline.end(start, reply),
                Poll::Pending => events.plan(present.wakes_at, Event::Poll(number, start, call)),
            }
        }
        drop((fleet, events));
        Rc::into_inner(world.0).expect("all calls have ended").into_inner().timeline
    }
}
