//! Methods, and traits.

use tenacity::prelude::*;

use crate::compared::errors::{Busy, Large};

type Handler = Box<dyn Fn(Box<dyn Fn(u8) -> Vec<Option<u8>>>, Vec<Vec<Option<u8>>>) -> Vec<Option<Box<dyn Fn()>>>>;

#[derive(Debug, Clone, Default)]
pub struct Client {
    pub log: Vec<u8>,
    pub attempts: u32,
}

impl Client {
    #[cfg_attr(feature = "retried", retry(stop = stop_after_attempt(self.attempts), wait = wait_none()))]
    pub fn shared(&self) -> Option<u8> {
        self.log.first().copied()
    }

    #[cfg_attr(feature = "retried", retry(stop = stop_after_attempt(self.attempts), wait = wait_none()))]
    pub async fn shared_async(&self) -> Option<u8> {
        self.log.first().copied()
    }

    #[cfg_attr(feature = "retried", retry)]
    pub fn exclusive(&mut self) -> Option<u8> {
        self.log.push(3);
        self.log.first().copied()
    }

    #[cfg_attr(feature = "retried", retry)]
    pub async fn exclusive_async(&mut self) -> Option<u8> {
        self.log.push(3);
        self.log.first().copied()
    }

    #[cfg_attr(feature = "retried", retry)]
    pub fn new() -> Result<Self, Busy> {
        Ok(Self::default())
    }

    #[cfg_attr(feature = "retried", retry)]
    pub fn needs_no_self(&self) -> Option<u8> {
        None
    }

    #[cfg_attr(feature = "retried", retry)]
    pub async fn needs_no_self_async(&self) -> Option<u8> {
        None
    }

    #[cfg_attr(feature = "retried", retry)]
    pub fn large_error(&self) -> Result<u8, Large> {
        Err(Large([0; 32]))
    }
}

pub trait Service {
    fn large(&self) -> Result<u8, Large>;
    fn complex(&self) -> Option<Handler>;
    fn inline(
        &self,
    ) -> Option<Box<dyn Fn(Box<dyn Fn(u8) -> Vec<Option<u8>>>, Vec<Vec<Option<u8>>>) -> Vec<Option<Box<dyn Fn()>>>>>;
    fn exclusive(&mut self, value: u8) -> Result<u8, Busy>;

    #[cfg_attr(feature = "retried", retry)]
    fn default_body(&self) -> Result<u8, Large> {
        self.large()
    }
}

impl Service for Client {
    #[cfg_attr(feature = "retried", retry)]
    fn large(&self) -> Result<u8, Large> {
        Err(Large([0; 32]))
    }

    #[cfg_attr(feature = "retried", retry)]
    fn complex(&self) -> Option<Handler> {
        None
    }

    #[cfg_attr(feature = "retried", retry)]
    fn inline(
        &self,
    ) -> Option<Box<dyn Fn(Box<dyn Fn(u8) -> Vec<Option<u8>>>, Vec<Vec<Option<u8>>>) -> Vec<Option<Box<dyn Fn()>>>>> {
        None
    }

    #[cfg_attr(feature = "retried", retry)]
    fn exclusive(&mut self, value: u8) -> Result<u8, Busy> {
        self.log.push(value);
        self.log.first().copied().ok_or(Busy { is_busy: true })
    }
}

#[async_trait::async_trait]
pub trait Store {
    async fn get(&self, key: &str) -> Result<u8, Busy>;
    async fn put(&mut self, key: String) -> Result<u8, Busy>;
    async fn large(&self) -> Result<u8, Large>;
}

#[async_trait::async_trait]
impl Store for Client {
    #[cfg_attr(feature = "retried", retry(stop = stop_after_attempt(self.attempts), wait = wait_none()))]
    async fn get(&self, key: &str) -> Result<u8, Busy> {
        if key.is_empty() {
            return Err(Busy { is_busy: true });
        }
        Ok(3)
    }

    #[cfg_attr(feature = "retried", retry(clone(key)))]
    async fn put(&mut self, key: String) -> Result<u8, Busy> {
        const NUMBER: u8 = 3;
        self.log.extend(key.into_bytes());
        Ok(NUMBER)
    }

    #[cfg_attr(feature = "retried", retry)]
    async fn large(&self) -> Result<u8, Large> {
        Err(Large([0; 32]))
    }
}

pub trait Fetch {
    fn fetch(&self) -> impl Future<Output = Result<u8, Busy>> + Send;
}

impl Fetch for Client {
    #[cfg_attr(feature = "retried", retry)]
    async fn fetch(&self) -> Result<u8, Busy> {
        Ok(3)
    }
}

impl core::str::FromStr for Client {
    type Err = Busy;

    #[cfg_attr(feature = "retried", retry)]
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.is_empty() { Err(Busy { is_busy: true }) } else { Ok(Self::default()) }
    }
}
