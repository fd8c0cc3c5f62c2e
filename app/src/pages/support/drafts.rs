//! What is being written in the forms of a case. The page is drawn again when somebody else took a step in it; a form
//! that is made again takes over what stood there.

use std::collections::BTreeMap;

use domain::schools::CaseId;
use domain::support::StepKind;
use leptos::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// What was written, by case, form and field, while the page is open.
#[derive(Clone, Copy)]
pub struct Drafts(StoredValue<BTreeMap<(CaseId, StepKind, String), String>>);

impl Drafts {
    /// The drafts of this page, for all that is drawn in it.
    pub fn begin() {
        provide_context(Self(StoredValue::new(BTreeMap::new())));
    }

    pub fn of(case: CaseId, kind: StepKind) -> Draft {
        let all = expect_context::<Self>();
        Draft { all, case, kind }
    }

    /// What was written for steps that are not offered any more, text by text.
    pub fn stranded(case: CaseId, offers: &[StepKind]) -> Vec<(StepKind, String)> {
        expect_context::<Self>().0.with_value(|all| {
            all.iter()
                .filter(|((of, kind, _), _)| *of == case && !offers.contains(kind))
                .filter_map(|((_, kind, _), text)| {
                    let text = serde_json::from_str::<String>(text).ok()?;
                    (!text.trim().is_empty()).then_some((*kind, text))
                })
                .collect()
        })
    }
}

/// What was written in one form.
#[derive(Clone, Copy)]
pub struct Draft {
    all: Drafts,
    case: CaseId,
    kind: StepKind,
}

impl Draft {
    /// Whether something of it was written and not sent.
    pub fn begun(self) -> bool {
        self.all.0.with_value(|all| {
            all.keys()
                .any(|(case, kind, _)| (*case, *kind) == (self.case, self.kind))
        })
    }

    pub fn has(self, field: &str) -> bool {
        let key = (self.case, self.kind, field.to_owned());
        self.all.0.with_value(|all| all.contains_key(&key))
    }

    /// It was sent.
    pub fn forget(self) {
        self.all.0.update_value(|all| {
            all.retain(|(case, kind, _), _| (*case, *kind) != (self.case, self.kind));
        });
    }

    /// Takes over what stood in a field, and keeps what is written there from now on.
    pub fn follow<T>(self, field: impl Into<String>, value: RwSignal<T>)
    where
        T: Clone + PartialEq + Serialize + DeserializeOwned + Send + Sync + 'static,
    {
        let key = (self.case, self.kind, field.into());
        let kept = self.all.0.with_value(|all| all.get(&key).cloned());
        if let Some(stood) = kept.and_then(|kept| serde_json::from_str(&kept).ok()) {
            value.set(stood);
        }
        Effect::new(move |before: Option<T>| {
            let now = value.get();
            if before.is_some_and(|before| before != now)
                && let Ok(text) = serde_json::to_string(&now)
            {
                self.all.0.update_value(|all| {
                    all.insert(key.clone(), text);
                });
            }
            now
        });
    }
}
