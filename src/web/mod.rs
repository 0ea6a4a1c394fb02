//! The review page: routes, views, embedded assets.
//!
//! Everything is rendered on the server from the same use cases as the command line; one small
//! script adds saving while typing and keys. The page listens on 127.0.0.1 only, wants a token in
//! the first link and a cookie afterwards, and refuses requests that come from another site.

mod fault;
mod guard;
mod held;
mod keys;
mod listen;
mod live;
mod pages;
mod server;
mod sessions;
mod show;
mod site;
mod ui;
mod words;

pub use server::serve;
