//! Long lists, as an authority has them after some years: how long sorting and filtering take to be painted.

use anyhow::{Context, Result, ensure};
use sqlx::{Connection, PgConnection};
use thirtyfour::prelude::*;

use crate::browser::Browser;
use crate::served::Served;

/// Cases an authority of many years has.
pub const CASES: i64 = 5_000;

/// More cases like those that are there, until there are so many.
const MORE: &str = "
    with kept as (
        select *, row_number() over (order by id) - 1 as nth, count(*) over () as whole from support_case
    ),
    fresh as (
        select gen_random_uuid() as id, number
        from generate_series(1, $1::bigint - (select count(*) from support_case)) as number
    )
    insert into support_case (authority_id, id, urn, revision, doc, summary, opened_at)
    select kept.authority_id, fresh.id, kept.urn, kept.revision,
        kept.doc || jsonb_build_object('id', fresh.id), kept.summary || jsonb_build_object('id', fresh.id),
        kept.opened_at - make_interval(hours => fresh.number::integer)
    from fresh
    join kept on kept.nth = fresh.number % kept.whole";

/// Presses every heading that sorts and every filter, twice, and types three letters; milliseconds of each from the
/// press to the frame that shows what came of it.
const PRESS: &str = "
const done = arguments[0];
const body = document.querySelector('.case-table tbody');
const painted = (act) => new Promise((resolve) => {
  const start = performance.now();
  let waiting = setTimeout(() => { seen.disconnect(); resolve(null); }, 1500);
  const seen = new MutationObserver(() => {
    seen.disconnect(); clearTimeout(waiting);
    requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start)));
  });
  seen.observe(body, { childList: true, subtree: true });
  act();
});
const type = (text) => () => {
  const field = document.querySelector('#find');
  field.value = text;
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
};
(async () => {
  const took = [];
  for (const css of ['.case-table .sort-heading', '.leader-chips .chip'])
    for (const one of document.querySelectorAll(css))
      for (let time = 0; time < 2; time++) took.push(await painted(() => one.click()));
  for (const text of ['m', 'ma', 'mat', 'ma', 'm', '']) took.push(await painted(type(text)));
  const shown = took.filter((one) => one !== null).sort((a, b) => a - b);
  done([shown[shown.length >> 1], shown[shown.length - 1], shown.length]);
})();";

/// Milliseconds to sort and filter [`CASES`] cases: (median, worst, of how many presses).
///
/// # Errors
/// When the made-up district cannot be served, or the cases do not show.
pub async fn cases(served: &Served) -> Result<(f64, f64, usize)> {
    let database = served.database().context("a database of its own")?;
    let mut owner = PgConnection::connect(database).await?;
    sqlx::query(MORE).bind(CASES).execute(&mut owner).await?;
    let officer = Browser::of(served, "Pearl Okafor").await?;
    officer.driver.goto(served.url("/support")).await?;
    officer.find(".case-table tbody tr").await?;
    officer.says("more").await?;
    let (median, worst, presses): (f64, f64, usize) = officer
        .driver
        .execute_async(PRESS, Vec::new())
        .await?
        .convert()
        .map_err(|error: WebDriverError| anyhow::anyhow!("{error}"))?;
    officer.quit().await?;
    ensure!(presses > 10, "only {presses} presses changed the list");
    Ok((median, worst, presses))
}
