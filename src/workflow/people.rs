//! The list of people who may sign in to a dossier. It is kept by whoever may open its folder.

use std::sync::LazyLock;

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};

use super::desk::{Desk, Surroundings};
use super::error::WorkflowError;
use crate::dossier::PeopleChange;
use crate::model::person::{Account, Role, Roles};

/// Fewest characters of a password.
pub const SHORTEST: usize = 12;
/// Most bytes of a password, so that hashing is not made to work for strangers.
const LONGEST: usize = 1024;

/// Adds a person. Without a password (empty) nobody can sign in under the name.
///
/// # Errors
/// Usage errors when the name is taken or no name, no role is given, or the password is too short.
pub fn add_person(
    desk: &Desk,
    around: &Surroundings<'_>,
    name: &str,
    roles: &Roles,
    password: &str,
) -> Result<(), WorkflowError> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > 100 || name.chars().any(is_unfit) {
        return Err(WorkflowError::usage(
            "that is not a name",
            "write it as it is to stand in the log, at most 100 characters",
        ));
    }
    let folded = name.to_lowercase();
    let people = desk.people()?;
    if people.iter().any(|a| a.name.to_lowercase() == folded) {
        return Err(WorkflowError::usage(
            format!("{name} is there already"),
            "`rapporteur people role` changes what somebody may do",
        ));
    }
    let account = Account {
        name: name.to_owned(),
        roles: some(roles)?.clone(),
        password: hashed(password)?,
    };
    put(
        desk,
        around,
        &account,
        format!("added {name} as {}", in_words(roles)),
    )
}

/// Gives a person other roles.
///
/// # Errors
/// Usage errors when there is no such person or no role is given.
pub fn change_roles(
    desk: &Desk,
    around: &Surroundings<'_>,
    name: &str,
    roles: &Roles,
) -> Result<(), WorkflowError> {
    let account = Account {
        roles: some(roles)?.clone(),
        ..known(desk, name)?
    };
    let what = format!("made {} {}", account.name, in_words(roles));
    put(desk, around, &account, what)
}

/// Gives a person another password; open sessions under the name end.
///
/// # Errors
/// Usage errors when there is no such person or the password is too short.
pub fn change_password(
    desk: &Desk,
    around: &Surroundings<'_>,
    name: &str,
    password: &str,
) -> Result<(), WorkflowError> {
    let account = Account {
        password: hashed(password)?,
        ..known(desk, name)?
    };
    let what = format!("gave {} another password", account.name);
    put(desk, around, &account, what)
}

/// Takes a person off the list. What the person decided stays.
///
/// # Errors
/// Usage errors when there is no such person.
pub fn remove_person(
    desk: &Desk,
    around: &Surroundings<'_>,
    name: &str,
) -> Result<(), WorkflowError> {
    let account = known(desk, name)?;
    let change = change(around, format!("removed {}", account.name));
    Ok(desk.database()?.remove_person(&account.name, &change)?)
}

/// The account that a name and a password open. As much work is done for a name that is not there as
/// for one that is.
///
/// # Errors
/// When the database cannot be read.
pub fn sign_in(desk: &Desk, name: &str, password: &str) -> Result<Option<Account>, WorkflowError> {
    let folded = name.trim().to_lowercase();
    let people = desk.people()?;
    let account = people
        .iter()
        .find(|a| a.name.to_lowercase() == folded && !a.password.is_empty());
    let kept = account.map_or(NOBODY.as_str(), |a| a.password.as_str());
    let fits = password.len() <= LONGEST
        && PasswordHash::new(kept).is_ok_and(|kept| {
            Argon2::default()
                .verify_password(password.as_bytes(), &kept)
                .is_ok()
        });
    Ok(account.filter(|_| fits).cloned())
}

/// Roles in words.
pub fn in_words(roles: &Roles) -> String {
    let words: Vec<String> = roles.iter().map(Role::to_string).collect();
    words.join(", ")
}

/// What the password of a name that is not there is compared with.
static NOBODY: LazyLock<String> =
    LazyLock::new(|| hash("the password of nobody").unwrap_or_default());

fn hashed(password: &str) -> Result<String, WorkflowError> {
    if password.is_empty() {
        return Ok(String::new());
    }
    if password.chars().count() < SHORTEST {
        return Err(WorkflowError::usage(
            format!("the password has fewer than {SHORTEST} characters"),
            "several words in a row are long and easy to remember",
        ));
    }
    if password.len() > LONGEST {
        return Err(WorkflowError::usage(
            "the password is too long",
            format!("at most {LONGEST} bytes are taken"),
        ));
    }
    hash(password)
}

fn hash(password: &str) -> Result<String, WorkflowError> {
    let made = Argon2::default().hash_password(password.as_bytes());
    made.map(|hash| hash.to_string()).map_err(|e| {
        WorkflowError::usage(
            format!("the password could not be hashed: {e}"),
            "restart the machine",
        )
    })
}

fn some(roles: &Roles) -> Result<&Roles, WorkflowError> {
    if roles.is_empty() {
        return Err(WorkflowError::usage("a role is needed", "see --help"));
    }
    Ok(roles)
}

fn known(desk: &Desk, name: &str) -> Result<Account, WorkflowError> {
    let folded = name.trim().to_lowercase();
    let people = desk.people()?;
    let found = people.iter().find(|a| a.name.to_lowercase() == folded);
    found.cloned().ok_or_else(|| {
        WorkflowError::usage(
            format!("there is nobody of the name {}", name.trim()),
            "`rapporteur people list` shows who is there",
        )
    })
}

fn put(
    desk: &Desk,
    around: &Surroundings<'_>,
    account: &Account,
    what: String,
) -> Result<(), WorkflowError> {
    let change = change(around, what);
    Ok(desk.database()?.put_person(account, &change)?)
}

fn change(around: &Surroundings<'_>, what: String) -> PeopleChange {
    PeopleChange {
        time: around.now.to_string(),
        person: around.person.to_owned(),
        what,
    }
}

/// Characters that hide in a name or turn it round.
fn is_unfit(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workflow::trial::{Stage, around};

    #[test]
    fn names_and_passwords() {
        let stage = Stage::new();
        let desk = &stage.desk;
        let by = around("lead");
        let roles = Roles::from([Role::Officer]);
        let add = |name: &str, password: &str| add_person(desk, &by, name, &roles, password);
        add("Ana Silva", "three words in a row").unwrap();
        assert!(add("ana silva", "three words in a row").is_err());
        for name in ["", "  ", "a\nb", "a\u{202E}b"] {
            assert!(add(name, "three words in a row").is_err(), "{name:?}");
        }
        assert!(add("Ben", "too short").is_err());
        assert!(add_person(desk, &by, "Ben", &Roles::new(), "").is_err());
        add("Ben", "").unwrap();

        let opens = |name: &str, password: &str| {
            let account = sign_in(desk, name, password).unwrap();
            account.map(|a| a.name)
        };
        let ana = Some("Ana Silva".to_owned());
        assert_eq!(opens("ANA silva ", "three words in a row"), ana);
        assert_eq!(opens("Ana Silva", "three words in a ro"), None);
        assert_eq!(opens("Ben", ""), None);
        assert_eq!(opens("Cid", "three words in a row"), None);
        change_password(desk, &by, "Ana Silva", "four words in a row").unwrap();
        assert_eq!(opens("Ana Silva", "three words in a row"), None);
        assert_eq!(opens("Ana Silva", "four words in a row"), ana);

        // The hash tells its method, never the password.
        let kept = &desk.people().unwrap()[0].password;
        assert!(
            kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{kept}"
        );
        remove_person(desk, &by, "ben").unwrap();
        let log = desk.database().unwrap().people_log().unwrap();
        assert_eq!(log.len(), 4);
        assert_eq!(log[3].what, "removed Ben");
        assert!(log.iter().all(|l| !l.what.contains("words")));
    }
}
