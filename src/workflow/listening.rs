//! Where the review page listens, and under which conditions.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use super::desk::Desk;
use super::error::WorkflowError;

/// Where and how the page is served.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listening {
    /// Address and port; port 0 takes a free one.
    pub address: SocketAddr,
    /// Names under which people reach the page, without port; an address of its own needs none.
    pub hosts: Vec<String>,
    /// Certificate chain and private key in PEM, for TLS by the page itself.
    pub tls: Option<(PathBuf, PathBuf)>,
    /// A proxy before the page ends TLS and says for whom it asks.
    pub behind_proxy: bool,
}

impl Listening {
    /// On this machine only.
    pub fn here(port: u16) -> Self {
        Self {
            address: SocketAddr::from((Ipv4Addr::LOCALHOST, port)),
            hosts: Vec::new(),
            tls: None,
            behind_proxy: false,
        }
    }
    /// True when other machines can reach the page, by themselves or through a proxy.
    pub fn is_open(&self) -> bool {
        self.behind_proxy || !self.address.ip().is_loopback()
    }
    /// True when browsers reach the page over TLS.
    pub fn is_secure(&self) -> bool {
        self.behind_proxy || self.tls.is_some()
    }
    /// Refuses what would show replies to strangers.
    ///
    /// # Errors
    /// Usage errors: listening elsewhere without accounts, without TLS, or without a name.
    pub fn check(&self, desk: &Desk) -> Result<(), WorkflowError> {
        if self.tls.is_some() && self.behind_proxy {
            return Err(WorkflowError::usage(
                "--behind-proxy and --tls-cert exclude each other",
                "behind a proxy that ends TLS no certificate is needed",
            ));
        }
        if !self.is_open() {
            return Ok(());
        }
        if desk.people()?.iter().all(|a| a.password.is_empty()) {
            return Err(WorkflowError::usage(
                format!(
                    "nobody could sign in at {}, so anybody could read the replies",
                    self.address
                ),
                "add people with `rapporteur people add`, each with a password",
            ));
        }
        if !self.is_secure() {
            return Err(WorkflowError::usage(
                format!(
                    "at {} passwords and replies would travel unencrypted",
                    self.address
                ),
                "give --tls-cert and --tls-key, or --behind-proxy when a proxy on this way ends TLS",
            ));
        }
        if self.hosts.is_empty() && (self.behind_proxy || self.address.ip().is_unspecified()) {
            return Err(WorkflowError::usage(
                "the page must know the name under which browsers ask for it",
                "give it with --host, as it stands in the address of the page",
            ));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::person::{Role, Roles};
    use crate::workflow::add_person;
    use crate::workflow::trial::{Stage, around};

    #[test]
    fn only_this_machine_is_listened_to_without_accounts_and_tls() {
        let stage = Stage::new();
        let desk = &stage.desk;
        let open = Listening {
            address: "0.0.0.0:8443".parse().unwrap(),
            ..Listening::here(0)
        };
        let named = Listening {
            hosts: vec!["note.example.org".into()],
            ..open.clone()
        };
        let tls = Some((PathBuf::from("c.pem"), PathBuf::from("k.pem")));
        let secure = Listening {
            tls: tls.clone(),
            ..named.clone()
        };
        let proxied = Listening {
            behind_proxy: true,
            hosts: named.hosts.clone(),
            ..Listening::here(8080)
        };
        let refused = |l: &Listening| l.check(desk).unwrap_err().to_string();
        Listening::here(0).check(desk).unwrap();
        for one in [&open, &named, &secure, &proxied] {
            assert!(refused(one).contains("nobody could sign in"));
        }
        let roles = Roles::from([Role::Officer]);
        add_person(desk, &around("lead"), "Ana", &roles, "").unwrap();
        assert!(refused(&secure).contains("nobody could sign in"));
        add_person(desk, &around("lead"), "Ben", &roles, "three words in a row").unwrap();
        assert!(refused(&named).contains("unencrypted"));
        let nameless = Listening {
            tls: tls.clone(),
            ..open
        };
        assert!(refused(&nameless).contains("name"));
        secure.check(desk).unwrap();
        proxied.check(desk).unwrap();
        let both = Listening { tls, ..proxied };
        assert!(refused(&both).contains("exclude"));
    }
}
