//! What files say, kept from the look to the yes.
//!
//! Neither are files sent twice nor is any of them kept: what stays is the little they say of one
//! authority's schools, in memory, for the person who sent them, until it is taken in, another look is
//! taken or a quarter of an hour has passed. A server that was started anew, or another one behind the
//! same address, has none of it: then the page sends the files again, which it still has.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use domain::schools::PersonId;
use uuid::Uuid;

use super::Run;

/// How long somebody may think about it.
const KEPT: Duration = Duration::from_secs(15 * 60);

/// One look a person at most.
#[derive(Clone, Default)]
pub struct Looks(Arc<Mutex<BTreeMap<PersonId, (Uuid, Run)>>>);

impl Looks {
    /// Keeps what was found, in place of what this person looked at before; the number it is asked for by.
    pub fn keep(&self, person: PersonId, run: Run) -> Uuid {
        self.keep_for(KEPT, person, run)
    }

    fn keep_for(&self, time: Duration, person: PersonId, run: Run) -> Uuid {
        let id = Uuid::new_v4();
        self.held(|held| held.insert(person, (id, run)));
        let looks = self.clone();
        tokio::spawn(async move {
            tokio::time::sleep(time).await;
            looks.take(person, id);
        });
        id
    }

    /// What this person found under this number, which is then kept no more.
    pub fn take(&self, person: PersonId, id: Uuid) -> Option<Run> {
        self.held(|held| {
            held.get(&person).filter(|(kept, _)| *kept == id)?;
            held.remove(&person).map(|(_, run)| run)
        })
    }

    fn held<T>(&self, with: impl FnOnce(&mut BTreeMap<PersonId, (Uuid, Run)>) -> T) -> T {
        with(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::run;
    use super::*;

    #[tokio::test]
    async fn a_look_is_its_persons_own_and_is_taken_once_and_forgotten_in_time() {
        let looks = Looks::default();
        let [one, two] = [1, 2].map(|number| PersonId(Uuid::from_u128(number)));
        let first = looks.keep(one, run(&[]));
        assert!(looks.take(two, first).is_none());
        let second = looks.keep(one, run(&[]));
        assert!(
            looks.take(one, first).is_none(),
            "the newer look replaced it"
        );
        assert!(looks.take(one, second).is_some());
        assert!(looks.take(one, second).is_none());
        let third = looks.keep_for(Duration::from_millis(10), one, run(&[]));
        for _ in 0..500 {
            tokio::time::sleep(Duration::from_millis(10)).await;
            if looks.held(|held| held.is_empty()) {
                break;
            }
        }
        assert!(looks.take(one, third).is_none());
    }
}
