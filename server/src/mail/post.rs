//! How letters go out: by a mail server, or into a folder.

use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::Context;
use lettre::message::{Mailbox, Message, header};
use lettre::transport::smtp::AsyncSmtpTransport;
use lettre::{AsyncTransport, Tokio1Executor};

use super::letter::Letter;

/// How long a mail server may take.
const PATIENCE: Duration = Duration::from_secs(30);

enum How {
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
    Files(PathBuf),
}

/// The way letters leave here.
pub struct Post {
    how: How,
    from: Mailbox,
    /// What links begin with.
    root: String,
}

impl fmt::Debug for Post {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.words())
    }
}

/// Why a letter did not go.
#[derive(Debug)]
pub struct Unsent {
    pub words: String,
    /// Trying again would end the same.
    pub for_good: bool,
}

impl Post {
    /// By this mail server, or into this folder where none is named.
    ///
    /// # Errors
    /// Where the address of the mail server or the sender cannot be read.
    pub fn new(
        smtp: Option<&str>,
        folder: PathBuf,
        from: &str,
        root: &str,
    ) -> anyhow::Result<Self> {
        let how = match smtp {
            Some(url) => How::Smtp(
                AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
                    .context("the mail server: write smtps://USER:PASSWORD@HOST")?
                    .timeout(Some(PATIENCE))
                    .build(),
            ),
            None => How::Files(folder),
        };
        Ok(Self {
            how,
            from: from
                .parse()
                .with_context(|| format!("“{from}” is no e-mail address"))?,
            root: root.trim_end_matches('/').to_owned(),
        })
    }

    /// In words, without its secrets.
    pub fn words(&self) -> &'static str {
        match self.how {
            How::Smtp(_) => "by SMTP",
            How::Files(_) => "as files",
        }
    }

    /// Sending the same letter twice is the same as once.
    pub fn same_twice(&self) -> bool {
        matches!(self.how, How::Files(_))
    }

    pub fn href(&self, path: &str) -> String {
        format!("{}{path}", self.root)
    }

    /// Sends it.
    ///
    /// # Errors
    /// What stood in the way, and whether it always will.
    pub async fn send(&self, letter: &Letter) -> Result<(), Unsent> {
        let message = self.message(letter).map_err(|error| Unsent {
            words: format!("{error:#}"),
            for_good: true,
        })?;
        match &self.how {
            How::Smtp(by) => by.send(message).await.map(|_| ()).map_err(|error| Unsent {
                words: error.to_string(),
                for_good: error.is_permanent(),
            }),
            How::Files(folder) => {
                let written = write(folder, &letter.id.to_string(), &message.formatted()).await;
                written.map_err(|error| Unsent {
                    words: error.to_string(),
                    for_good: false,
                })
            }
        }
    }

    fn message(&self, letter: &Letter) -> anyhow::Result<Message> {
        let to = Mailbox::new(
            Some(letter.name.clone()),
            letter
                .to
                .parse()
                .with_context(|| format!("“{}” is no e-mail address", letter.to))?,
        );
        let id = format!("<{}@{}>", letter.id, self.from.email.domain());
        Ok(Message::builder()
            .from(self.from.clone())
            .to(to)
            .subject(letter.subject)
            .message_id(Some(id))
            .header(header::ContentType::TEXT_PLAIN)
            .body(letter.text.clone())?)
    }
}

/// Whole or not at all: it is there under its name only once every byte is.
async fn write(folder: &std::path::Path, id: &str, bytes: &[u8]) -> std::io::Result<()> {
    tokio::fs::create_dir_all(folder).await?;
    let part = folder.join(format!(".{id}.part"));
    tokio::fs::write(&part, bytes).await?;
    tokio::fs::rename(part, folder.join(format!("{id}.eml"))).await
}
