//! Arguments of `people`, and of listening elsewhere.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use crate::model::ids::Lang;
use crate::model::person::{Role, Roles};
use crate::workflow::{Listening, WorkflowError};

/// `people`.
#[derive(Debug, Subcommand)]
pub enum People {
    /// Add a person; the password is asked for, or read from standard input
    Add(Person),
    /// Give a person other roles
    Role(Person),
    /// Give a person another password; it is asked for, or read from standard input
    Password(Name),
    /// Take a person off the list; what the person decided stays
    Remove(Name),
    /// List the people and what they may do
    List(List),
}

/// A person with roles.
#[derive(Debug, Args)]
pub struct Person {
    /// The name, as it stands in the log
    pub name: String,
    /// What the person may do; may be given several times
    #[arg(long = "role", required = true, value_enum)]
    pub roles: Vec<RoleName>,
    /// The languages of a translator or reviser
    #[arg(long = "lang", value_name = "LANG")]
    pub langs: Vec<Lang>,
    /// The dossier's folder
    #[arg(long, value_name = "DIR")]
    pub dir: Option<PathBuf>,
}

/// A name.
#[derive(Debug, Args)]
pub struct Name {
    /// The name
    pub name: String,
    /// The dossier's folder
    #[arg(long, value_name = "DIR")]
    pub dir: Option<PathBuf>,
}

/// `people list`.
#[derive(Debug, Args)]
pub struct List {
    /// The dossier's folder
    pub dir: Option<PathBuf>,
    /// Show what was changed about them, and by whom
    #[arg(long)]
    pub log: bool,
}

/// A role on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RoleName {
    /// Places texts, groups, drafts the original
    Officer,
    /// Confirms the original and what is left out
    ClearingOfficer,
    /// Edits translations into --lang
    Translator,
    /// Confirms translations into --lang
    Reviser,
    /// Reads
    Reader,
}

impl Person {
    /// The roles, one for each language where they have one.
    ///
    /// # Errors
    /// When a translator or reviser has no language.
    pub fn roles(&self) -> Result<Roles, WorkflowError> {
        let mut out = Roles::new();
        for role in &self.roles {
            match role {
                RoleName::Officer => out.extend([Role::Officer]),
                RoleName::ClearingOfficer => out.extend([Role::ClearingOfficer]),
                RoleName::Reader => out.extend([Role::Reader]),
                RoleName::Translator | RoleName::Reviser if self.langs.is_empty() => {
                    return Err(WorkflowError::usage(
                        "a translator or reviser has languages",
                        "give them with --lang, for instance --lang fr",
                    ));
                }
                RoleName::Translator => {
                    let each = self.langs.iter().cloned();
                    out.extend(each.map(|lang| Role::Translator { lang }));
                }
                RoleName::Reviser => {
                    let each = self.langs.iter().cloned();
                    out.extend(each.map(|lang| Role::Reviser { lang }));
                }
            }
        }
        Ok(out)
    }
}

/// `review`.
#[derive(Debug, Args)]
pub struct Review {
    /// The dossier's folder
    pub dir: Option<PathBuf>,
    /// The port on this machine; 0 takes a free one
    #[arg(long, default_value_t = 0, conflicts_with = "listen")]
    pub port: u16,
    /// Another address and port; needs people with passwords, and TLS or a proxy
    #[arg(long, value_name = "ADDR:PORT")]
    pub listen: Option<SocketAddr>,
    /// Certificate chain for TLS, PEM
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    pub tls_cert: Option<PathBuf>,
    /// Private key for TLS, PEM
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    pub tls_key: Option<PathBuf>,
    /// A proxy ends TLS and hands on `Host` and `X-Forwarded-For`
    #[arg(long)]
    pub behind_proxy: bool,
    /// Name under which browsers ask for the page; may be given several times
    #[arg(long = "host", value_name = "NAME")]
    pub hosts: Vec<String>,
}

impl Review {
    /// Where and how the page is served.
    pub fn listening(&self) -> Listening {
        let here = Listening::here(self.port);
        Listening {
            address: self.listen.unwrap_or(here.address),
            hosts: self.hosts.clone(),
            tls: self.tls_cert.clone().zip(self.tls_key.clone()),
            behind_proxy: self.behind_proxy,
        }
    }
}
