//! Arrows go from cell to cell, Home and End to the ends of a row, Enter opens the school of the row.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlTableCellElement, KeyboardEvent};

pub fn walk(event: &KeyboardEvent) {
    let Some(cell) = cell_of(event) else { return };
    let Some(row) = cell.parent_element() else {
        return;
    };
    let at = u32::try_from(cell.cell_index()).unwrap_or(0);
    let next = match event.key().as_str() {
        "ArrowRight" => beside(&cell, true),
        "ArrowLeft" => beside(&cell, false),
        "ArrowDown" => row
            .next_element_sibling()
            .or_else(|| first_row(&row))
            .and_then(|row| row.children().item(at)),
        "ArrowUp" => row
            .previous_element_sibling()
            .or_else(|| head_row(&row))
            .and_then(|row| row.children().item(at)),
        "Home" => row.first_element_child(),
        "End" => row.last_element_child(),
        "Enter"
            if event
                .target()
                .and_then(|target| target.dyn_into::<HtmlTableCellElement>().ok())
                .is_some() =>
        {
            if let Some(link) = row
                .query_selector("a")
                .ok()
                .flatten()
                .and_then(|link| link.dyn_into::<HtmlElement>().ok())
            {
                link.click();
            }
            None
        }
        _ => return,
    };
    event.prevent_default();
    if let Some(next) = next {
        enter(&next);
    }
}

fn cell_of(event: &KeyboardEvent) -> Option<HtmlTableCellElement> {
    let target: Element = event.target()?.dyn_into().ok()?;
    target.closest("td, th").ok()??.dyn_into().ok()
}

/// The next cell that is drawn: columns may be hidden.
fn beside(cell: &Element, after: bool) -> Option<Element> {
    let step = |one: &Element| {
        if after {
            one.next_element_sibling()
        } else {
            one.previous_element_sibling()
        }
    };
    let mut next = step(cell);
    while let Some(one) = &next {
        if one.client_width() > 0 {
            break;
        }
        next = step(one);
    }
    next
}

/// From the heading to the first row below it.
fn first_row(row: &Element) -> Option<Element> {
    row.parent_element()?
        .next_element_sibling()?
        .first_element_child()
}

/// From the first row to the heading above it.
fn head_row(row: &Element) -> Option<Element> {
    row.parent_element()?
        .previous_element_sibling()?
        .last_element_child()
}

/// Focus goes to what is in the cell, or to the cell itself.
fn enter(cell: &Element) {
    let inside = cell.query_selector("a, button").ok().flatten();
    let target = inside.unwrap_or_else(|| {
        let _ = cell.set_attribute("tabindex", "-1");
        cell.clone()
    });
    if let Ok(target) = target.dyn_into::<HtmlElement>() {
        let _ = target.focus();
    }
}
