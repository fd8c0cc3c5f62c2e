//! A few years of one measure, as small as a word. The number stands beside it.

use leptos::prelude::*;

/// The line of known values (a gap is a gap, never joined), the last point, and the line to
/// cross, dotted, where it is within reach. `least` is the smallest vertical range shown, so that noise
/// stays flat: 1,200 for results, 160 for absence, hundredths. Nothing where nothing is known.
pub fn sparkline(values: &[Option<i32>], line: Option<i32>, least: i32) -> Option<AnyView> {
    let known: Vec<i32> = values.iter().flatten().copied().collect();
    let (low, high) = (known.iter().min().copied()?, known.iter().max().copied()?);
    let range = (high - low).max(least).max(1);
    // The values in the middle of their range.
    let floor = low - (range - (high - low)) / 2;
    let (width, height) = (58_i32, 17_i32);
    let steps = i32::try_from(values.len().saturating_sub(1))
        .unwrap_or(1)
        .max(1);
    let x = |at: usize| 2 + i32::try_from(at).unwrap_or(0) * (width - 4) / steps;
    let y = |value: i32| {
        let up = i64::from(value - floor) * i64::from(height - 6) / i64::from(range);
        height - 3 - i32::try_from(up).unwrap_or(0)
    };
    let mut path = String::new();
    let mut pen_down = false;
    let mut last = None;
    for (at, value) in values.iter().enumerate() {
        let Some(value) = value else {
            pen_down = false;
            continue;
        };
        path.push(if pen_down { 'L' } else { 'M' });
        path.push_str(&format!("{} {}", x(at), y(*value)));
        pen_down = true;
        last = Some((x(at), y(*value)));
    }
    let dotted = line
        .filter(|line| *line >= floor - range / 4 && *line <= floor + range + range / 4)
        .map(|line| {
            let y = y(line).clamp(1, height - 1);
            view! { <path class="to-cross" d=format!("M0 {y}.5H{width}")></path> }
        });
    let point = last
        .filter(|_| values.last().is_some_and(Option::is_some))
        .map(|(x, y)| {
            view! { <circle cx=x.to_string() cy=y.to_string() r="2.3"></circle> }
        });
    let drawn = view! {
        <svg class="sparkline" viewBox="0 0 58 17" width="58" height="17" aria-hidden="true">
            {dotted}
            <path class="trace" d=path></path>
            {point}
        </svg>
    };
    Some(drawn.into_any())
}
