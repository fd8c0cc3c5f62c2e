//! The lists are written in TOML, for people, and carried as JSON, which the app reads anyway: a second
//! reader of documents would weigh more in the browser than the rest of the domain.

use std::error::Error;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let out = std::env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?;
    for list in ["areas", "leader_types", "organisations", "ties"] {
        let written = format!("schemes/{list}.toml");
        println!("cargo:rerun-if-changed={written}");
        let text = std::fs::read_to_string(&written)?;
        let read: toml::Table =
            toml::from_str(&text).map_err(|error| format!("{written}: {error}"))?;
        std::fs::write(
            Path::new(&out).join(format!("{list}.json")),
            serde_json::to_string(&read)?,
        )?;
    }
    println!("cargo:rerun-if-changed=build.rs");
    Ok(())
}
