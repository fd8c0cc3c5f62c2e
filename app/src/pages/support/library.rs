//! What worked: case studies both schools said yes to, found by subject, phase and setting. The address says what
//! is shown.

use domain::api::{LibraryPage as Page, ToldStudy};
use domain::brokerage::Areas;
use domain::calendar::day_words;
use domain::schools::Setting;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};

use crate::api;
use crate::components::heading::Heading;
use crate::load::load;
use crate::session::SignedIn;
use crate::words::{capital, count_words};

/// What the list is narrowed to; each empty: all.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Narrowed {
    area: String,
    phase: String,
    setting: String,
    find: String,
}

impl Narrowed {
    fn read(get: impl Fn(&str) -> Option<String>) -> Self {
        let text = |name: &str| get(name).unwrap_or_default();
        Self {
            area: text("area"),
            phase: text("phase"),
            setting: text("setting"),
            find: text("find"),
        }
    }

    fn write(&self) -> String {
        let parts = [
            ("area", &self.area),
            ("phase", &self.phase),
            ("setting", &self.setting),
            ("find", &self.find),
        ];
        let said = parts.iter().filter(|(_, text)| !text.is_empty());
        let said: Vec<String> = said
            .map(|(name, text)| format!("{name}={}", js_sys::encode_uri_component(text)))
            .collect();
        if said.is_empty() {
            "/library".to_owned()
        } else {
            format!("/library?{}", said.join("&"))
        }
    }

    fn takes(&self, one: &ToldStudy) -> bool {
        let find = self.find.to_lowercase();
        let texts = [&one.title, &one.text, &one.school, &one.home, &one.leader];
        let is = |wanted: &str, there: &str| wanted.is_empty() || wanted == there;
        is(&self.area, one.area.as_str())
            && is(&self.phase, one.phase.word())
            && is(&self.setting, setting_words(one.setting))
            && (find.is_empty() || texts.iter().any(|text| text.to_lowercase().contains(&find)))
    }
}

fn setting_words(setting: Setting) -> &'static str {
    match setting {
        Setting::Mainstream => "Mainstream",
        Setting::Special => "Special",
        Setting::Alternative => "Alternative provision",
    }
}

#[component]
pub fn LibraryPage(signed: SignedIn) -> impl IntoView {
    let _ = signed;
    let page = load(api::library);
    view! {
        <div class="page reading library-page">
            <Heading title="What worked"/>
            {page.view("the library", |page: Page| view! { <Drawn page/> }.into_any())}
            <p class="no-print"><a href="/support">"Back to support"</a></p>
        </div>
    }
}

#[component]
fn Drawn(page: Page) -> impl IntoView {
    if page.studies.is_empty() {
        return view! { <p class="empty">"No case study is told to you yet. One stands here once the school that was helped and the school that helped have both said yes."</p> }.into_any();
    }
    let query = use_query_map();
    let navigate = use_navigate();
    let narrowed = Memo::new(move |_| query.with(|query| Narrowed::read(|name| query.get(name))));
    let go = Callback::new(move |next: Narrowed| {
        let options = NavigateOptions {
            replace: true,
            scroll: false,
            ..NavigateOptions::default()
        };
        navigate(&next.write(), options);
    });
    let mut areas: Vec<(String, String)> = page
        .studies
        .iter()
        .map(|one| {
            (
                one.area.to_string(),
                capital(&Areas::standard().word(one.area)),
            )
        })
        .collect();
    let mut phases: Vec<(String, String)> = page
        .studies
        .iter()
        .map(|one| pair(one.phase.word()))
        .collect();
    let mut settings: Vec<(String, String)> = page
        .studies
        .iter()
        .map(|one| pair(setting_words(one.setting)))
        .collect();
    for list in [&mut areas, &mut phases, &mut settings] {
        list.sort_by(|(_, one), (_, other)| one.cmp(other));
        list.dedup();
    }
    let studies = StoredValue::new(page.studies);
    let list = move || {
        let narrowed = narrowed.get();
        let rows: Vec<AnyView> = studies.with_value(|all| {
            let taken = all.iter().filter(|one| narrowed.takes(one));
            taken.map(study).collect()
        });
        let said = match rows.len() {
            0 => "None of them. Take something out of what you look for.".to_owned(),
            1 => "One case study.".to_owned(),
            count => format!("{} case studies.", capital(&count_words(count))),
        };
        view! { <p class="lead" role="status">{said}</p> <ol class="studies">{rows}</ol> }
    };
    let find = move |event| {
        let mut next = narrowed.get_untracked();
        next.find = event_target_value(&event);
        go.run(next);
    };
    view! {
        <div class="library-filters no-print" role="search">
            {select("Subject", "area", areas, narrowed, go)}
            {select("Phase", "phase", phases, narrowed, go)}
            {select("Setting", "setting", settings, narrowed, go)}
            <label class="bare-field"><span>"Find"</span><input id="find" type="search" prop:value=move || narrowed.get().find on:input=find/></label>
        </div>
        {list}
    }
    .into_any()
}

fn pair(words: &str) -> (String, String) {
    (words.to_owned(), words.to_owned())
}

fn select(
    label: &'static str,
    name: &'static str,
    all: Vec<(String, String)>,
    narrowed: Memo<Narrowed>,
    go: Callback<Narrowed>,
) -> AnyView {
    let now = move || {
        let narrowed = narrowed.get();
        match name {
            "area" => narrowed.area,
            "phase" => narrowed.phase,
            _ => narrowed.setting,
        }
    };
    let choose = move |event| {
        let mut next = narrowed.get_untracked();
        let value = event_target_value(&event);
        match name {
            "area" => next.area = value,
            "phase" => next.phase = value,
            _ => next.setting = value,
        }
        go.run(next);
    };
    let options = all
        .into_iter()
        .map(|(key, words)| {
            let own = StoredValue::new(key.clone());
            view! { <option value=key prop:selected=move || own.with_value(|own| *own == now())>{words}</option> }
        })
        .collect_view();
    view! {
        <label class="bare-field"><span>{label}</span><select id=name on:change=choose><option value="">"All"</option>{options}</select></label>
    }
    .into_any()
}

fn study(one: &ToldStudy) -> AnyView {
    let area = capital(&Areas::standard().word(one.area));
    let from = match (one.home.is_empty(), one.leader.is_empty()) {
        (false, _) => format!("with {} of {}", one.leader, one.home),
        (true, false) => format!("with {}", one.leader),
        (true, true) => String::new(),
    };
    let quote = (!one.quote.is_empty()).then(
        || view! { <blockquote class="voice"><em>"“" {one.quote.clone()} "”"</em></blockquote> },
    );
    let impact = one.impact.as_ref().map(|impact| {
        view! {
            <p class="before-after"><span>{impact.measure.clone()}</span> ": " <b>{impact.before.clone()}</b> " before, " <b>{impact.after.clone()}</b> " after"</p>
            <p class="small-print">{impact.caution()}</p>
        }
    });
    let opens = one
        .opens
        .then(|| view! { <a href=format!("/support/{}", one.case)>"The case"</a> });
    view! {
        <li>
            <h2>{one.title.clone()}</h2>
            <p class="small-print">{area} ", " {one.phase.word()} ", " {setting_words(one.setting).to_lowercase()} ". " {one.school.clone()} ", " {from} ". " {day_words(one.on)}</p>
            <p class="voice pre">{one.text.clone()}</p>
            {quote}
            {impact}
            <p class="small-print">"Told to: " {one.told_to.words().to_lowercase()} ". " {opens}</p>
        </li>
    }
    .into_any()
}
