//! Builds again whenever a file is saved. The page notices by itself (see `reload.js`). The app is served from its folder, so that a change to
//! it does not compile the server.

use std::path::{Path, PathBuf};
use std::process::Child;
use std::time::{Duration, SystemTime};

use anyhow::{Context, Result};

use crate::bundle::bundle;
use crate::place::{self, ROOT};
use crate::postgres::cluster::Cluster;
use crate::postgres::place::data_folder;
use crate::run::{Options, server};
use crate::tools;

const SCREEN: [&str; 3] = ["app", "style", "domain"];
const SERVER: [&str; 2] = ["server", "domain"];

pub fn dev(options: &Options) -> Result<()> {
    // Held for as long as we run, so that a new server finds the database already up.
    let cluster = if std::env::var_os("DATABASE_URL").is_none() {
        tools::postgres()?;
        let folder = options.data_dir.clone().map_or_else(data_folder, Ok)?;
        Some(Cluster::start(&folder.join("postgres"))?)
    } else {
        None
    };
    let mut running: Option<Child> = None;
    let (mut screen, mut record) = (SystemTime::UNIX_EPOCH, SystemTime::UNIX_EPOCH);
    loop {
        let (new_screen, new_record) = (newest(&SCREEN), newest(&SERVER));
        let (build_screen, build_server) = (new_screen > screen, new_record > record);
        (screen, record) = (new_screen, new_record);
        if build_screen || build_server {
            let built = build(build_screen, build_server);
            match built {
                Ok(program) => {
                    stop(&mut running)?;
                    let mut serve = options.serve(program);
                    running = Some(
                        serve
                            .env("ALONGSIDE_ASSETS", place::bundle())
                            .spawn()
                            .context("the server cannot be started")?,
                    );
                    println!(
                        "\nAlongside opens at  http://127.0.0.1:{}/  and follows every saved file\n",
                        options.port
                    );
                }
                // The compiler has said what is wrong; the last good one goes on.
                Err(error) => eprintln!("{error:#}\nwaiting for the next save"),
            }
        }
        if let Some(cluster) = &cluster {
            cluster.ensure_running()?;
        }
        std::thread::sleep(Duration::from_millis(300));
    }
}

fn build(screen: bool, record: bool) -> Result<PathBuf> {
    if screen {
        bundle(true)?;
    }
    if record {
        server(false, None)
    } else {
        Ok(place::TARGET.join("debug/alongside"))
    }
}

fn stop(running: &mut Option<Child>) -> Result<()> {
    if let Some(mut server) = running.take() {
        // Asked to end, as in life; streams say goodbye and the reconnect is tried too.
        std::process::Command::new("sh")
            .args(["-c", &format!("kill -TERM {}", server.id())])
            .status()?;
        server.wait()?;
    }
    Ok(())
}

fn newest(folders: &[&str]) -> SystemTime {
    folders
        .iter()
        .map(|it| newest_in(&ROOT.join(it)))
        .max()
        .unwrap_or(SystemTime::UNIX_EPOCH)
}

fn newest_in(path: &Path) -> SystemTime {
    let Ok(entries) = std::fs::read_dir(path) else {
        return SystemTime::UNIX_EPOCH;
    };
    let times = entries.flatten().map(|entry| match entry.metadata() {
        Ok(known) if known.is_dir() => newest_in(&entry.path()),
        Ok(known) => known.modified().unwrap_or(SystemTime::UNIX_EPOCH),
        Err(_) => SystemTime::UNIX_EPOCH,
    });
    times.max().unwrap_or(SystemTime::UNIX_EPOCH)
}
