//! Files in: drop them, see what each was recognised as and what would change, then take them in.
//! Nothing is written before that.

mod choose;
mod file;
mod found;
mod summary;
mod under_way;

use domain::api::{ImportProgress, ImportReport};
use leptos::prelude::*;
use leptos::task::{spawn_local, tick};
use uuid::Uuid;
use web_sys::File;

use crate::api::{self, Failure, Heard, Stop};
use crate::browser;
use crate::components::heading::Heading;
use crate::load::failure_view;
use crate::session::SignedIn;
use choose::{Choose, packed};
use found::{done, found};
use under_way::UnderWay;

/// How far an import is.
#[derive(Debug, Clone, PartialEq)]
enum Stage {
    /// Nothing is under way; what came before, in words.
    Choosing(&'static str),
    UnderWay {
        writes: bool,
    },
    Found(Found),
    Done(ImportReport),
    Failed(Failure),
    /// Not sent at all, and why.
    Unfit(String),
}

/// What files would change.
#[derive(Debug, Clone, PartialEq)]
struct Found {
    report: ImportReport,
    /// What was read is kept under this number.
    look: Option<Uuid>,
    /// Why it is looked at again.
    notice: &'static str,
}

const STOPPED: &str = "Stopped. Nothing was changed.";
const AGAIN: &str = "Something was taken in since you looked, or it was too long ago: this is what would change now. Nothing was changed yet.";

/// What is heard of an import under way.
#[derive(Clone, Copy)]
struct Ear {
    sent: RwSignal<u32>,
    told: RwSignal<Option<ImportProgress>>,
}

impl Ear {
    fn hear(self, heard: Heard) {
        match heard {
            Heard::Sent(sent) => drop(self.sent.try_set(sent)),
            Heard::Progress(progress) => drop(self.told.try_set(Some(progress))),
        }
    }

    fn clear(self) {
        self.sent.set(0);
        self.told.set(None);
    }
}

/// Focuses what was only just put on the page: drawing it takes a turn.
fn focus(id: &'static str) {
    spawn_local(async move {
        tick().await;
        browser::focus(id);
    });
}

#[component]
pub fn ImportPage(signed: SignedIn) -> impl IntoView {
    let stage = RwSignal::new(Stage::Choosing(""));
    let files = StoredValue::new_local(Vec::<File>::new());
    let stop = StoredValue::new_local(Stop::default());
    let ear = Ear {
        sent: RwSignal::new(0),
        told: RwSignal::new(None),
    };
    // Whoever leaves while files are read wants no answer; what is being written goes on.
    on_cleanup(move || {
        let _over = stop.try_with_value(Stop::stop);
    });
    let show = move |next: Stage| {
        if stage.try_set(next).is_none() {
            focus("import-result");
        }
    };
    let look = move |notice: &'static str| {
        let form = match files.with_value(|files| packed(files)) {
            Ok(form) => form,
            Err(words) => return stage.set(Stage::Unfit(words)),
        };
        ear.clear();
        stage.set(Stage::UnderWay { writes: false });
        let mine = Stop::default();
        stop.set_value(mine.clone());
        spawn_local(async move {
            let answer = api::look(&form, &mine, move |heard| ear.hear(heard)).await;
            // Stopped meanwhile: nobody waits for this answer any more.
            if stage.try_get_untracked() != Some(Stage::UnderWay { writes: false }) {
                return;
            }
            show(match answer {
                Ok((look, report)) => Stage::Found(Found {
                    report,
                    look,
                    notice,
                }),
                Err(failure) => Stage::Failed(failure),
            });
        });
    };
    let take_in = move |kept: Uuid| {
        ear.clear();
        ear.sent.set(100);
        stage.set(Stage::UnderWay { writes: true });
        spawn_local(async move {
            match api::take_in(kept, move |heard| ear.hear(heard)).await {
                Ok(report) => show(Stage::Done(report)),
                // Not kept any more, or not what would change any more: the files are still here.
                Err(failure) if failure.problem().is_some_and(|it| it.status == 409) => look(AGAIN),
                Err(failure) => show(Stage::Failed(failure)),
            }
        });
    };
    let choose = move |chosen: Vec<File>| {
        if !chosen.is_empty() {
            files.set_value(chosen);
            look("");
        }
    };
    let without = move |left_out: Vec<usize>| {
        files.update_value(|files| {
            let mut at = 0..;
            files.retain(|_| at.next().is_some_and(|at| !left_out.contains(&at)));
        });
        look("");
    };
    let anew = move |words: &'static str| {
        files.set_value(Vec::new());
        stage.set(Stage::Choosing(words));
    };
    let stopped = move |()| {
        stage.set(Stage::Choosing(STOPPED));
        stop.with_value(Stop::stop);
        focus("files");
    };
    let sizes =
        move || files.with_value(|files| files.iter().map(|file| file.size()).collect::<Vec<_>>());
    let names = move || files.with_value(|files| files.iter().map(File::name).collect::<Vec<_>>());
    let part = move || {
        match stage.get() {
        Stage::Choosing(words) => view! {
            {(!words.is_empty()).then(|| view! { <p class="notice" role="status">{words}</p> })}
            <Choose take=Callback::new(choose)/>
        }
        .into_any(),
        Stage::UnderWay { writes } => view! {
            <UnderWay names=names() sizes=sizes() sent=ear.sent told=ear.told writes stop=Callback::new(stopped)/>
        }
        .into_any(),
        Stage::Found(all) => found(
            all,
            Callback::new(take_in),
            Callback::new(without),
            Callback::new(anew),
        ),
        Stage::Done(report) => done(report, Callback::new(anew)),
        Stage::Failed(failure) => view! {
            {failure_view(&failure, Callback::new(move |()| look("")))}
            <p><button type="button" class="button" on:click=move |_| anew("")>"Choose other files"</button></p>
        }
        .into_any(),
        Stage::Unfit(words) => view! {
            <div class="problem" role="alert"><h2>"Nothing was sent"</h2><p>{words}</p></div>
            <Choose take=Callback::new(choose)/>
        }
        .into_any(),
    }
    };
    view! {
        <div class="page import">
            <Heading title="Import"/>
            {signed.demo.then(|| view! {
                <p class="elsewhere">
                    "This is the made-up district: real files are not taken into it. Start a server without the demonstration for those."
                </p>
            })}
            <p class="lead">
                "Public files for " {signed.authority.clone()} ": the register of schools, inspections, results, absence, census, workforce and finance. "
                "Each is recognised by its columns, whatever it is called."
            </p>
            {part}
        </div>
    }
}
