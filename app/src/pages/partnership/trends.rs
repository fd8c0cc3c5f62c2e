//! The middle member against national over the years, a chart a measure.

use domain::risk::trend_words;
use leptos::prelude::*;

use super::Partnership;
use crate::components::chart::Chart;
use crate::components::median_chart::{median_chart, median_table};

pub fn trends(this: &Partnership) -> AnyView {
    let charts = this
        .page
        .trends
        .iter()
        .filter_map(|one| {
            let rule = this.scheme.indicator(one.indicator)?.clone();
            let finding = trend_words(&rule, &one.years);
            if one.years.is_empty() {
                return Some(
                    view! { <section class="section chart"><h2>{finding}</h2></section> }
                        .into_any(),
                );
            }
            let schools = one.years.last().map_or(0, |last| last.schools);
            let unit = format!("the middle of {schools} schools. Dotted: national");
            let (years, twin_rule, twin_years) =
                (one.years.clone(), rule.clone(), one.years.clone());
            let said = finding.clone();
            let draw = move || median_chart(&rule, &years, None, said.clone());
            let twin = move || median_table(&twin_rule, &twin_years);
            Some(view! { <Chart finding unit class="trend" draw twin/> }.into_any())
        })
        .collect_view();
    view! { <div class="trends">{charts}</div> }.into_any()
}
