//! `alongside user add | list | password`

use anyhow::Context;
use clap::{Args, Subcommand};
use domain::access::Role;
use domain::schools::{AuthorityId, PartnershipId, PersonId, Urn};
use uuid::Uuid;

use super::{Format, OnDatabase, Outcome, Stop, authority_code};
use crate::db::{self, people};
use crate::session::checked_hash;

#[derive(Args)]
pub struct User {
    #[command(subcommand)]
    what: What,
    #[command(flatten)]
    database: OnDatabase,
}

#[derive(Subcommand)]
enum What {
    /// Add a person. The password is read from the first line of standard input.
    Add(Add),
    /// Who there is.
    List {
        #[arg(long, value_parser = authority_code)]
        authority: AuthorityId,
        #[arg(long, value_enum, default_value_t)]
        format: Format,
    },
    /// Set a password, read from standard input, and end every session of that person.
    Password {
        #[arg(long)]
        email: String,
    },
}

#[derive(Args)]
struct Add {
    #[arg(long, value_parser = authority_code)]
    authority: AuthorityId,
    /// The authority's name, needed for the first person of an authority.
    #[arg(long)]
    authority_name: Option<String>,
    #[arg(long)]
    name: String,
    #[arg(long)]
    email: String,
    /// officer, administrator, partnership_lead, broker, leader, headteacher or governor.
    #[arg(long, value_parser = role)]
    role: Role,
    /// A partnership they lead; may be repeated.
    #[arg(long)]
    partnership: Vec<Uuid>,
    /// A school they head or govern; may be repeated.
    #[arg(long, value_parser = urn)]
    school: Vec<Urn>,
    /// A school whose governors they chair; may be repeated.
    #[arg(long, value_parser = urn)]
    chairs: Vec<Urn>,
}

fn role(text: &str) -> Result<Role, String> {
    db::from_word::<Role>(text)
        .ok()
        .filter(|role| *role != Role::Display)
        .ok_or_else(|| format!("there is no role “{text}”"))
}

fn urn(text: &str) -> Result<Urn, String> {
    let number: u32 = text.parse().map_err(|_| format!("“{text}” is not a URN"))?;
    Urn::try_from(number).map_err(|error| error.to_string())
}

pub async fn run(asked: User) -> Outcome {
    let (database, pool) = asked.database.pool().await?;
    let done = match asked.what {
        What::Add(add) => self::add(&pool, add).await,
        What::List { authority, format } => list(&pool, authority, format).await,
        What::Password { email } => password(&pool, &email).await,
    };
    drop(database);
    done
}

async fn add(pool: &sqlx::PgPool, add: Add) -> Outcome {
    let hash = checked_hash(&line_in()?, &add.name, &add.email)?;
    let mut tx = db::begin(pool, add.authority).await?;
    match (people::authority(&mut tx).await?, &add.authority_name) {
        (Some((_, true)), _) => {
            return Err(Stop::Refused(
                "this is the made-up district: real people are never mixed in".to_owned(),
            ));
        }
        (Some(_), None) => {}
        (_, Some(name)) => people::put_authority(&mut tx, add.authority, name, false).await?,
        (None, None) => {
            return Err(Stop::Usage(format!(
                "authority {} is not there yet: name it with --authority-name",
                add.authority
            )));
        }
    }
    if !add.chairs.is_empty() && add.role != Role::Governor {
        return Err(Stop::Usage(
            "only a governor chairs the governors of a school".to_owned(),
        ));
    }
    let mut schools = add.school;
    schools.extend(&add.chairs);
    schools.sort();
    schools.dedup();
    let person = people::NewPerson {
        id: PersonId(Uuid::new_v4()),
        name: add.name,
        email: add.email,
        password: Some(hash),
        role: add.role,
        about: String::new(),
        leader: None,
        partnerships: add.partnership.into_iter().map(PartnershipId).collect(),
        schools,
        chairs: add.chairs,
    };
    people::put(&mut tx, add.authority, &person).await?;
    tx.commit().await.context("not saved")?;
    println!("{} can sign in as {}.", person.name, person.email);
    Ok(())
}

async fn list(pool: &sqlx::PgPool, authority: AuthorityId, format: Format) -> Outcome {
    let mut tx = db::begin(pool, authority).await?;
    let people = people::all(&mut tx).await?;
    match format {
        Format::Json => println!("{}", serde_json::to_string_pretty(&people)?),
        Format::Text => {
            for person in people {
                println!("{}\t{}\t{}", person.name, person.role.words(), person.about);
            }
        }
    }
    Ok(())
}

async fn password(pool: &sqlx::PgPool, email: &str) -> Outcome {
    let hash = checked_hash(&line_in()?, "", email)?;
    let mut tx = pool.begin().await.map_err(crate::Error::from)?;
    let account = people::account(&mut tx, email)
        .await?
        .ok_or_else(|| Stop::Refused("nobody has that e-mail address".to_owned()))?;
    db::enter(&mut tx, account.authority).await?;
    people::set_password(&mut tx, account.person, &hash).await?;
    tx.commit().await.context("not saved")?;
    println!("The password is set, and every session of that person has ended.");
    Ok(())
}

/// Never from an argument: the list of processes is read by everybody on the machine.
fn line_in() -> Result<String, Stop> {
    eprintln!("Password:");
    let mut line = String::new();
    std::io::stdin().read_line(&mut line)?;
    let line = line.trim_end_matches(['\r', '\n']);
    if line.is_empty() {
        return Err(Stop::Usage(
            "a password is read from standard input, and there was none".to_owned(),
        ));
    }
    Ok(line.to_owned())
}
