//! Files in, in an authority of one's own: chosen, looked at, one left out, taken in, and seen on the
//! schools page; the same ones again change nothing.

use std::path::PathBuf;

use anyhow::{Result, ensure};
use tests::browser::Browser;
use tests::district::PASSWORD;
use tests::served::{OFFICER, Served};
use thirtyfour::Key;

use crate::pages::{Faults, look};

/// In the layout of the full register, Windows letters and all.
const REGISTER: &str = "URN,LA (code),LA (name),EstablishmentNumber,EstablishmentName,TypeOfEstablishment (code),TypeOfEstablishment (name),EstablishmentTypeGroup (code),EstablishmentStatus (name),OpenDate,CloseDate,PhaseOfEducation (name),NumberOfPupils,PercentageFSM,Trusts (name),Postcode,Town,Easting,Northing\r\n\
    910001,\"901\",\"Made-up Vale\",\"2000\",\"Quarry Lane Primary\",\"01\",\"Community school\",\"4\",\"Open\",\"01-01-1900\",\"\",\"Primary\",\"212\",\"21.50\",\"\",\"AB1 2CD\",\"Overbeck\",416000,433000\r\n\
    910002,\"901\",\"Made-up Vale\",\"4000\",\"Fell Academy\",\"34\",\"Academy converter\",\"10\",\"Open\",\"01-09-2014\",\"\",\"Secondary\",\"1,163\",\"15\",\"FELL LEARNING TRUST\",\"AB1 2CE\",\"Overbeck\",418500,431000\r\n\
    910003,\"901\",\"Made-up Vale\",\"2001\",\"Prince Osric’s Infants\",\"01\",\"Community school\",\"4\",\"Open\",\"\",\"\",\"Primary\",\"118\",\"30.1\",\"\",\"AB1 2CF\",\"Netherbeck\",414200,436300\r\n\
    9100x,\"901\",\"Made-up Vale\",\"2002\",\"Staithe Road Primary\",\"01\",\"Community school\",\"4\",\"Open\",\"\",\"\",\"Primary\",\"230\",\"30.1\",\"\",\"AB1 2CG\",\"Overbeck\",415000,434000\r\n\
    900901,\"999\",\"Elsewhere\",\"2001\",\"Far Primary\",\"01\",\"Community school\",\"4\",\"Open\",\"\",\"\",\"Primary\",\"118\",\"30.1\",\"\",\"ZZ1 1ZZ\",\"Far\",1,1\r\n";
const SHOES: &str = "URN,Shoe size\n910001,5\n";
const CENSUS: &str =
    "URN,LA,Estab,NOR,PNUMFSMEVER\n910001,901,2000,210,21.9%\n910002,901,4000,1150,NA\n";

/// Rows enough that reading them can be watched.
fn absence(others: usize) -> String {
    let mut text = "LA,ESTAB,URN,PERCTOT,PPERSABS10\n901,2000,910001,5.2,SUPP\n901,2001,910003,six,11\n901,4000,910002,8.1,22\n".to_owned();
    for number in 0..others {
        text.push_str(&format!(
            "999,{},{},5.9,16.2\n",
            2000 + number % 900,
            200_000 + number
        ));
    }
    text.push_str("NAT,PRI,,5.9,16.2\nNAT,SEC,,9,26.5\n");
    text
}

struct Folder(PathBuf);

impl Folder {
    fn new() -> Result<Self> {
        let folder = std::env::temp_dir().join(format!("import-{}", uuid::Uuid::new_v4()));
        std::fs::create_dir_all(&folder)?;
        Ok(Self(folder))
    }

    /// Keeps a file and says where.
    fn file(&self, name: &str, text: &str) -> Result<String> {
        let path = self.0.join(name);
        // The official register is in Windows letters.
        let bytes: Vec<u8> = if name.starts_with("edubase") {
            text.chars()
                .map(|letter| u8::try_from(letter).unwrap_or(0x92))
                .collect()
        } else {
            text.as_bytes().to_vec()
        };
        std::fs::write(&path, bytes)?;
        Ok(path.to_string_lossy().into_owned())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _best_effort = std::fs::remove_dir_all(&self.0);
    }
}

/// Signs in by the form, and opens the page.
async fn enter(browser: &Browser, served: &Served) -> Result<()> {
    browser.driver.goto(served.url("/sign-in")).await?;
    browser
        .find("input[type=email]")
        .await?
        .send_keys(OFFICER)
        .await?;
    browser
        .find("input[type=password]")
        .await?
        .send_keys(PASSWORD)
        .await?;
    browser.press(Key::Enter + "").await?;
    browser.says("Sign out").await?;
    browser.driver.goto(served.url("/import")).await?;
    browser.heading("Import").await
}

async fn choose(browser: &Browser, files: &[String]) -> Result<()> {
    let field = browser.find("#files").await?;
    field.send_keys(files.join("\n")).await?;
    Ok(())
}

#[tokio::test]
async fn files_are_looked_at_one_is_left_out_the_rest_taken_in_and_again_nothing_changes()
-> Result<()> {
    let served = Served::own().await?;
    let mut faults = Faults::default();
    let browser = Browser::start().await?;
    let folder = Folder::new()?;
    let register = folder.file("edubasealldata20260901.csv", REGISTER)?;
    let absence = folder.file("2022-2023_england_abs.csv", &absence(40))?;
    let census = folder.file("2022-2023_england_census.csv", CENSUS)?;
    let shoes = folder.file("shoes.csv", SHOES)?;
    enter(&browser, &served).await?;
    look(&browser, "import-choose", &mut faults).await?;

    // What each was recognised as, what would change, and what could not be read, with row and reason.
    let all = [&absence, &register, &shoes, &census].map(Clone::clone);
    choose(&browser, &all).await?;
    browser.says("Three files recognised, one refused").await?;
    let focused = browser.focused().await?;
    ensure!(focused.starts_with("Three files"), "focus is on: {focused}");
    browser
        .within(
            ".import-file",
            "Recognised as absence, performance tables 2022-23",
        )
        .await?;
    browser.within(".import-file", "windows-1252").await?;
    browser
        .within(".import-file[data-state=refused]", "PERCTOT")
        .await?;
    browser.within(".rejected", "PERCTOT").await?;
    let rejected = browser.find("table.rejected tbody").await?.text().await?;
    ensure!(
        rejected.contains("3 PERCTOT six not a number"),
        "{rejected}"
    );
    browser
        .within("table.rejected", "a URN has six digits")
        .await?;
    look(&browser, "import-found", &mut faults).await?;

    // The refused one is left out, then a good one by hand; nothing is there yet.
    browser
        .find_text("button", "Go on without the refused file")
        .await?
        .click()
        .await?;
    browser.says("Three files recognised;").await?;
    browser
        .find("button[aria-label='Leave it out: 2022-2023_england_census.csv']")
        .await?
        .click()
        .await?;
    browser.says("Two files recognised;").await?;
    let other = Browser::start().await?;
    enter(&other, &served).await?;
    other.driver.goto(served.url("/schools")).await?;
    other.says("There are no schools yet").await?;

    // Taken in, from the keyboard.
    let take = browser.find("#import-result ~ .actions .primary").await?;
    let words = take.text().await?;
    ensure!(words.starts_with("Take in 3 schools and"), "{words}");
    take.focus().await?;
    browser.press(Key::Enter + "").await?;
    browser.says("Done: 3 schools added").await?;
    look(&browser, "import-done", &mut faults).await?;
    browser
        .find_text("a", "See the schools")
        .await?
        .click()
        .await?;
    for school in [
        "Quarry Lane Primary",
        "Fell Academy",
        "Prince Osric’s Infants",
    ] {
        browser.says(school).await?;
    }
    browser.picture("import-schools").await?;

    // The same files again.
    other.driver.goto(served.url("/import")).await?;
    choose(&other, &[register, absence]).await?;
    other.says("There is nothing to take in").await?;
    other.picture("import-again").await?;
    other.quit().await?;
    browser.quit().await?;
    faults.none()
}

#[tokio::test]
async fn a_big_file_says_row_by_row_how_far_it_is_and_can_be_stopped_before_anything_changes()
-> Result<()> {
    let served = Served::own().await?;
    let browser = Browser::start().await?;
    let folder = Folder::new()?;
    let register = folder.file("edubasealldata20260901.csv", REGISTER)?;
    let absence = folder.file("2022-2023_england_abs.csv", &absence(2_400_000))?;
    enter(&browser, &served).await?;
    choose(&browser, &[register, absence]).await?;
    browser
        .within(".import-under-way h2", "Reading file")
        .await?;
    browser
        .within(".import-under-way h2", "2022-2023_england_abs.csv")
        .await?;
    browser.within(".import-files", "% of the file").await?;
    browser.picture("import-under-way-light").await?;
    browser.accessible().await?;
    browser
        .find(".import-under-way button")
        .await?
        .focus()
        .await?;
    browser.press(Key::Enter + "").await?;
    browser.says("Stopped. Nothing was changed.").await?;
    browser.driver.goto(served.url("/schools")).await?;
    browser.heading("Schools").await?;
    let said = browser.text().await?;
    ensure!(!said.contains("Quarry Lane"), "{said}");
    browser.quit().await
}
