//! A mail server that keeps what it is given, and does what a bad day does: says no for now, no for good, or
//! nothing at all.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// What it says to a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mood {
    Takes,
    NotNow,
    Never,
    /// It has the letter, and its answer is lost.
    Silent,
}

/// A running mail server.
#[derive(Clone)]
pub struct MailServer {
    pub url: String,
    mood: Arc<Mutex<Mood>>,
    letters: Arc<Mutex<Vec<String>>>,
}

impl MailServer {
    /// # Panics
    /// When there is no port to listen on.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let server = Self {
            url: format!("smtp://{}", listener.local_addr().expect("an address")),
            mood: Arc::new(Mutex::new(Mood::Takes)),
            letters: Arc::default(),
        };
        let serving = server.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let one = serving.clone();
                tokio::spawn(async move { one.talk(stream).await });
            }
        });
        server
    }

    pub fn be(&self, mood: Mood) {
        if let Ok(mut now) = self.mood.lock() {
            *now = mood;
        }
    }

    /// Every letter it was handed whole, whatever it then said.
    pub fn letters(&self) -> Vec<String> {
        self.letters
            .lock()
            .map(|all| all.clone())
            .unwrap_or_default()
    }

    async fn talk(&self, stream: TcpStream) -> std::io::Result<()> {
        let (read, mut write) = stream.into_split();
        let mut lines = BufReader::new(read).lines();
        write.write_all(b"220 here\r\n").await?;
        while let Some(line) = lines.next_line().await? {
            let verb = line.get(..4).unwrap_or("").to_ascii_uppercase();
            let said: &[u8] = match verb.as_str() {
                "EHLO" => b"250 8BITMIME\r\n",
                "DATA" => {
                    write.write_all(b"354 go on\r\n").await?;
                    let mut letter = String::new();
                    while let Some(line) = lines.next_line().await? {
                        if line == "." {
                            break;
                        }
                        letter.push_str(&line);
                        letter.push('\n');
                    }
                    if let Ok(mut all) = self.letters.lock() {
                        all.push(letter);
                    }
                    let mood = self.mood.lock().map(|mood| *mood).unwrap_or(Mood::Takes);
                    match mood {
                        Mood::Takes => b"250 taken\r\n",
                        Mood::NotNow => b"451 come again\r\n",
                        Mood::Never => b"550 nobody of that name\r\n",
                        Mood::Silent => {
                            std::future::pending::<()>().await;
                            b""
                        }
                    }
                }
                "QUIT" => {
                    write.write_all(b"221 bye\r\n").await?;
                    return Ok(());
                }
                _ => b"250 well\r\n",
            };
            write.write_all(said).await?;
        }
        Ok(())
    }
}
