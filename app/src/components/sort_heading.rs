//! A column heading that sorts: a button, and the order on the heading itself.

use leptos::prelude::*;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    Ascending,
    Descending,
}

/// `order` is this column's, none where the table is sorted by another. `number`: set right.
#[component]
pub fn SortHeading(
    #[prop(into)] label: String,
    #[prop(into)] order: Signal<Option<Order>>,
    on_sort: Callback<()>,
    #[prop(optional)] number: bool,
    #[prop(optional, into)] class: String,
) -> impl IntoView {
    let sort = move || match order.get() {
        Some(Order::Ascending) => "ascending",
        Some(Order::Descending) => "descending",
        None => "none",
    };
    view! {
        <th scope="col" class=class class:number=number aria-sort=sort>
            <button type="button" class="sort-heading" on:click=move |_| on_sort.run(())>
                {label}
                <i aria-hidden="true"></i>
            </button>
        </th>
    }
}
