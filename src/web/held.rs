//! Files that were uploaded and shown, and are not taken over yet. They are kept in memory only: the
//! last few, until the page ends.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use crate::model::ids::Hash;
use crate::workflow::ReturnedFile;

/// How many files are kept.
const KEPT: usize = 8;

/// A file, and whether its confirmations are wanted.
#[derive(Debug, Clone)]
pub struct HeldFile {
    /// The file.
    pub file: ReturnedFile,
    /// Whether translations are taken as confirmed where it says so.
    pub confirm: bool,
}

/// The files, by the hash of what they are.
#[derive(Debug, Default)]
pub struct Held(Mutex<VecDeque<(String, HeldFile)>>);

impl Held {
    /// Keeps a file; gives the name under which it is found again.
    pub fn keep(&self, held: HeldFile) -> String {
        let mut whole = format!("{}\n{}\n", held.file.name, held.confirm).into_bytes();
        whole.extend_from_slice(&held.file.bytes);
        let name = Hash::of_bytes(&whole).as_str().to_owned();
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|(there, _)| *there != name);
        all.push_back((name.clone(), held));
        while all.len() > KEPT {
            all.pop_front();
        }
        name
    }
    /// The file of a name, while it is kept.
    pub fn get(&self, name: &str) -> Option<HeldFile> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.iter()
            .find(|(there, _)| there == name)
            .map(|(_, held)| held.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_few_files_are_kept() {
        let held = Held::default();
        let file = |n: usize| HeldFile {
            file: ReturnedFile {
                name: format!("{n}.xlf"),
                bytes: vec![1],
            },
            confirm: false,
        };
        let names: Vec<String> = (0..10).map(|n| held.keep(file(n))).collect();
        assert!(held.get(&names[1]).is_none());
        assert_eq!(held.get(&names[2]).unwrap().file.name, "2.xlf");
        let sure = held.keep(HeldFile {
            confirm: true,
            ..file(9)
        });
        assert_ne!(sure, names[9]);
        assert!(held.get("").is_none());
    }
}
