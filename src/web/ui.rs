//! What every page needs besides its own matter: words in the person's language, name, secret.

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::header::{ACCEPT_LANGUAGE, COOKIE};
use axum::http::request::Parts;
use std::convert::Infallible;
use std::sync::Arc;

use jiff::civil::Date;

use super::keys::{self, KEYS_COOKIE, Preset};
use super::sessions::Session;
use super::site::{SESSION, Site};
use super::words::{FluentValue, Tongue, words};
use crate::language::Resources;
use crate::language::dates::format;
use crate::model::ids::{CountryCode, Lang};
use crate::workflow::{Rights, rights_of};

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
    /// The keys they chose.
    pub preset: Preset,
    /// The moment from which the page hears of changes.
    pub live: String,
    /// True when the person signed in, and can sign out.
    pub signed_in: bool,
    /// What the person may do.
    pub rights: Option<Rights>,
}

impl FromRequestParts<Arc<Site>> for Visitor {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, site: &Arc<Site>) -> Result<Self, Infallible> {
        let session = SESSION.try_with(Arc::clone).ok();
        let of = |part: fn(&Session) -> &str| session.as_deref().map_or("", part).to_owned();
        Ok(Self {
            person: of(|s| &s.person),
            csrf: of(|s| &s.csrf),
            live: site.live.moment(),
            signed_in: session.as_ref().is_some_and(|s| s.is_account()),
            rights: session
                .as_ref()
                .and_then(|s| rights_of(&site.desk, &s.person).ok()),
            tongue: tongue(&parts.headers),
            preset: cookie(&parts.headers, KEYS_COOKIE)
                .and_then(Preset::of)
                .unwrap_or_default(),
        })
    }
}

/// The value of a cookie of a request.
pub fn cookie<'a>(headers: &'a HeaderMap, wanted: &str) -> Option<&'a str> {
    let all = headers.get(COOKIE)?.to_str().ok()?;
    all.split(';')
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| *name == wanted)
        .map(|(_, value)| value)
}

/// The language in which to answer a request: chosen before, else the first of the browser's that the
/// page speaks.
pub fn tongue(headers: &HeaderMap) -> Tongue {
    let accepted = headers.get(ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok());
    cookie(headers, LANGUAGE_COOKIE)
        .and_then(Tongue::of)
        .or_else(|| accepted.and_then(Tongue::accepted))
        .unwrap_or_default()
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
            preset: self.preset,
            live: &self.live,
            signed_in: self.signed_in,
            rights: self.rights.as_ref(),
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
    /// The keys they chose.
    pub preset: Preset,
    tongue: Tongue,
    /// The moment from which the page hears of changes.
    pub live: &'a str,
    /// True when the person can sign out.
    pub signed_in: bool,
    rights: Option<&'a Rights>,
}

impl Ui<'_> {
    /// True when the person may write texts in the language of this tag.
    pub fn may_write(&self, tag: &str) -> bool {
        let lang = tag.parse().ok();
        self.rights
            .zip(lang)
            .is_some_and(|(rights, lang)| rights.may_write(&lang))
    }
    /// True when the person may confirm texts in the language of this tag.
    pub fn may_confirm(&self, tag: &str) -> bool {
        let lang = tag.parse().ok();
        self.rights
            .zip(lang)
            .is_some_and(|(rights, lang)| rights.may_confirm(&lang))
    }
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
    /// A message with three variables.
    pub fn with3(
        &self,
        key: &str,
        first: &(&str, impl Said),
        second: &(&str, impl Said),
        third: &(&str, impl Said),
    ) -> String {
        let all = [
            (first.0, first.1.said()),
            (second.0, second.1.said()),
            (third.0, third.1.said()),
        ];
        words(self.tongue, key, &all)
    }
    /// The message of a key that is put together while the program runs; nothing when there is none.
    pub fn found(&self, key: &str) -> Option<String> {
        Some(self.t(key)).filter(|words| words != key)
    }
    /// The title of a finding: `finding-<code>`. Empty when there are no words for the code.
    pub fn finding(&self, code: &str) -> String {
        self.found(&format!("finding-{code}")).unwrap_or_default()
    }
    /// The language of the interface as one of texts, for names of countries and days.
    pub fn tongue(&self) -> Lang {
        match self.tongue {
            Tongue::English => Lang::en(),
            Tongue::French => Lang::fr(),
        }
    }
    /// A day in words.
    pub fn day(&self, day: Date) -> String {
        format(&self.tongue(), day)
    }
    /// The name of a country.
    pub fn country(&self, resources: &Resources, code: CountryCode) -> String {
        resources.countries.list_name(code, &self.tongue())
    }
    /// A text, or the word for nothing where it is empty.
    pub fn or_nothing(&self, text: &str) -> String {
        if text.is_empty() {
            self.t("entry-nothing")
        } else {
            text.to_owned()
        }
    }
    /// The other languages of the interface: tag, and name in that language.
    pub fn others(&self) -> Vec<(&'static str, &'static str)> {
        let others = Tongue::ALL.into_iter().filter(|t| *t != self.tongue);
        others.map(|t| (t.tag(), t.own_name())).collect()
    }
    /// The keys for the script.
    pub fn keys(&self) -> String {
        keys::for_script(self.preset)
    }
    /// The key of an action, for the title of its button; empty when it has none.
    pub fn key(&self, action: &str) -> String {
        keys::caption(self, self.preset, action)
    }
    /// The name of a language of the note: `language-fr`; its tag when there are no words for it.
    pub fn language(&self, tag: &str) -> String {
        self.found(&format!("language-{tag}"))
            .unwrap_or_else(|| tag.to_uppercase())
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
