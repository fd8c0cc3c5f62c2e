//! The domain's own unit tests, compiled to wasm as they stand and run in the real browser: the same inputs must give the same answer there.
//! A test program has no way to print in the browser, so it is all or nothing: it comes to its end, or the first failing
//! case stops it and the browser's stack says which.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::step::{ask, cargo_command, read, step};
use crate::tools;

const PAGE: &str = "<!doctype html><meta charset=utf-8><title>cases</title><script type=module src=/cases.js></script>";
const PATIENCE: Duration = Duration::from_secs(300);

/// This ring alone.
pub fn cases() -> Result<()> {
    tools::wasm_target()?;
    let (browser, _) = tools::chromium()?;
    step("the domain's own cases, in the browser", || run(&browser))
}

pub fn run(browser: &Path) -> Result<()> {
    let Some(stack) = failure(browser, &[])? else {
        return Ok(());
    };
    eprintln!("  a case fails: once more without optimisation, so that the stack names it");
    let plain = failure(
        browser,
        &["--config=profile.dev.package.domain.opt-level=0"],
    )?;
    let named: String = match &plain {
        Some(stack) => stack
            .lines()
            .filter(|it| it.contains("._ZN") && !it.contains("4core") && !it.contains("3std"))
            .take(3)
            .collect::<Vec<_>>()
            .join("\n"),
        None => format!("only the optimised build fails:\n{stack}"),
    };
    bail!("a case of the domain fails in wasm:\n{named}");
}

/// The browser's stack of the first case that fails, if one does.
fn failure(browser: &Path, how: &[&str]) -> Result<Option<String>> {
    let programs = build(how)?
        .iter()
        .map(|it| read(it))
        .collect::<Result<Vec<_>>>()?;
    let listener = TcpListener::bind("127.0.0.1:0")?;
    listener.set_nonblocking(true)?;
    let home = std::env::temp_dir().join(format!("alongside-cases-{}", std::process::id()));
    let window = Window::open(
        browser,
        &home,
        &format!("http://{}/", listener.local_addr()?),
    )?;
    let started = Instant::now();
    let said = loop {
        match listener.accept() {
            Ok((stream, _)) => {
                if let Some(said) = answer(stream, &programs)? {
                    break said;
                }
            }
            Err(_) if started.elapsed() > PATIENCE => {
                bail!("the browser did not finish within {} s", PATIENCE.as_secs())
            }
            Err(_) => std::thread::sleep(Duration::from_millis(20)),
        }
    };
    drop(window);
    Ok((said != "ended well").then_some(said))
}

/// Compiles the tests and returns the programs: the unit tests, and one for each file of `domain/tests`.
fn build(how: &[&str]) -> Result<Vec<PathBuf>> {
    let mut cargo = cargo_command(&[
        "test",
        "--quiet",
        "--package=domain",
        "--lib",
        "--tests",
        "--no-run",
        "--target=wasm32-unknown-unknown",
        "--message-format=json",
    ]);
    cargo.args(how).stderr(Stdio::inherit());
    let programs: Vec<PathBuf> = ask(cargo)?
        .lines()
        .filter_map(|it| serde_json::from_str::<serde_json::Value>(it).ok())
        .filter_map(|it| it["executable"].as_str().map(PathBuf::from))
        .collect();
    if programs.is_empty() {
        bail!("cargo built no test program for the domain");
    }
    Ok(programs)
}

/// Answers one request; what the page reports, when it reports.
fn answer(stream: TcpStream, programs: &[Vec<u8>]) -> Result<Option<String>> {
    stream.set_nonblocking(false)?;
    stream.set_read_timeout(Some(Duration::from_secs(5)))?;
    let mut reader = BufReader::new(&stream);
    let mut request = String::new();
    if reader.read_line(&mut request).is_err() || request.is_empty() {
        return Ok(None); // a connection the browser opened to have one ready
    }
    let mut length = 0;
    let mut line = String::new();
    while reader.read_line(&mut line)? > 2 {
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse()?;
        }
        line.clear();
    }
    let mut said = vec![0; length];
    reader.read_exact(&mut said)?;
    let path = request.split(' ').nth(1).unwrap_or_default();
    let count = programs.len().to_string();
    let program = path
        .strip_prefix("/cases/")
        .and_then(|it| programs.get(it.parse::<usize>().ok()?));
    let (kind, body) = match (path, program) {
        ("/", _) => ("text/html", PAGE.as_bytes()),
        ("/cases.js", _) => ("text/javascript", include_bytes!("cases.js").as_slice()),
        ("/count", _) => ("text/plain", count.as_bytes()),
        (_, Some(wasm)) => ("application/wasm", wasm.as_slice()),
        _ => ("text/plain", b"".as_slice()),
    };
    let mut out = &stream;
    write!(
        out,
        "HTTP/1.1 200 OK\r\ncontent-type: {kind}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
        body.len()
    )?;
    out.write_all(body)?;
    Ok(request
        .starts_with("POST /said ")
        .then(|| String::from_utf8_lossy(&said).into_owned()))
}

/// A browser nobody sees, closed when dropped.
struct Window {
    browser: Child,
    home: PathBuf,
}

impl Window {
    fn open(browser: &Path, home: &Path, address: &str) -> Result<Self> {
        let mut command = Command::new(browser);
        command.args([
            "--headless=new",
            "--disable-gpu",
            "--no-first-run",
            "--disable-extensions",
            "--disable-dev-shm-usage",
        ]);
        command.arg(format!("--user-data-dir={}", home.display()));
        if crate::postgres::place::Account::current()?.is_root() {
            // Chromium's sandbox does not work for root.
            command.arg("--no-sandbox");
        }
        let browser = command
            .arg(address)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .context("the browser cannot be started")?;
        Ok(Self {
            browser,
            home: home.to_path_buf(),
        })
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        let _ = self.browser.kill();
        let _ = self.browser.wait();
        let _ = std::fs::remove_dir_all(&self.home);
    }
}
