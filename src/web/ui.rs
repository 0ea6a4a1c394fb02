//! What every page needs besides its own matter: words in the person's language, name, secret.

use axum::extract::FromRequestParts;
use axum::http::header::{ACCEPT_LANGUAGE, COOKIE};
use axum::http::request::Parts;
use std::convert::Infallible;
use std::sync::Arc;

use super::site::Site;
use super::words::{FluentValue, Tongue, words};

/// Name of the cookie that remembers the language of the interface.
pub const LANGUAGE_COOKIE: &str = "rapporteur-language";

/// Who asks, and in which language the page speaks to them.
#[derive(Debug, Clone)]
pub struct Visitor {
    /// The person's name, as it goes into the log.
    pub person: String,
    /// The secret that every form carries.
    pub csrf: String,
    /// The language of the interface.
    pub tongue: Tongue,
}

impl FromRequestParts<Arc<Site>> for Visitor {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, site: &Arc<Site>) -> Result<Self, Infallible> {
        let header = |name| parts.headers.get(name).and_then(|v| v.to_str().ok());
        let chosen = header(COOKIE).and_then(|all| {
            all.split(';')
                .filter_map(|pair| pair.trim().split_once('='))
                .find(|(name, _)| *name == LANGUAGE_COOKIE)
                .and_then(|(_, value)| Tongue::of(value))
        });
        Ok(Self {
            person: site.person.clone(),
            csrf: site.csrf.clone(),
            tongue: chosen
                .or_else(|| header(ACCEPT_LANGUAGE).and_then(Tongue::accepted))
                .unwrap_or_default(),
        })
    }
}

impl Visitor {
    /// The words of the interface for a view of this name.
    pub fn ui(&self, tab: &'static str) -> Ui<'_> {
        Ui {
            tab,
            person: &self.person,
            csrf: &self.csrf,
            lang: self.tongue.tag(),
            tongue: self.tongue,
        }
    }
}

/// Words, name and secret for the templates.
#[derive(Debug, Clone, Copy)]
pub struct Ui<'a> {
    /// The view that is open, for the navigation.
    pub tab: &'static str,
    /// The person's name.
    pub person: &'a str,
    /// The secret of every form.
    pub csrf: &'a str,
    /// BCP 47 tag of the interface.
    pub lang: &'static str,
    tongue: Tongue,
}

impl Ui<'_> {
    /// A message without variables.
    pub fn t(&self, key: &str) -> String {
        words(self.tongue, key, &[])
    }
    /// A message with one variable.
    pub fn with(&self, key: &str, name: &str, value: impl Said) -> String {
        words(self.tongue, key, &[(name, value.said())])
    }
    /// A message with two variables.
    pub fn with2(
        &self,
        key: &str,
        name: &str,
        value: impl Said,
        other: &str,
        further: impl Said,
    ) -> String {
        words(
            self.tongue,
            key,
            &[(name, value.said()), (other, further.said())],
        )
    }
    /// The other languages of the interface: tag, and name in that language.
    pub fn others(&self) -> Vec<(&'static str, &'static str)> {
        let others = Tongue::ALL.into_iter().filter(|t| *t != self.tongue);
        others.map(|t| (t.tag(), t.own_name())).collect()
    }
    /// The name of a language of the note: `language-fr`; its tag when there are no words for it.
    pub fn language(&self, tag: &str) -> String {
        let key = format!("language-{tag}");
        let name = self.t(&key);
        if name == key {
            tag.to_uppercase()
        } else {
            name
        }
    }
}

/// What can be put into a message: texts, and numbers that choose the form of the words.
pub trait Said {
    /// As Fluent takes it.
    fn said(&self) -> FluentValue<'_>;
}

impl<T: Said + ?Sized> Said for &T {
    fn said(&self) -> FluentValue<'_> {
        (**self).said()
    }
}

impl Said for str {
    fn said(&self) -> FluentValue<'_> {
        FluentValue::from(self)
    }
}

impl Said for String {
    fn said(&self) -> FluentValue<'_> {
        FluentValue::from(self.as_str())
    }
}

macro_rules! numbers {
    ($($kind:ty),*) => {$(
        impl Said for $kind {
            fn said(&self) -> FluentValue<'_> {
                FluentValue::from(*self)
            }
        }
    )*};
}
numbers!(usize, u8, u16, u32, u64, i64, f64);
