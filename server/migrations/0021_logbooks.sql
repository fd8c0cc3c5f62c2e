-- Logbooks: what was written of one thing by several people, entry by entry. Each has entries of its own kind
-- (the file of a school, action about a school, a round of peer reviews), and what they come to is folded from
-- them in the domain. Entries are added and never edited.

-- One row a logbook. Its lock is what makes two people take turns, and its revision has no gaps.
create table logbook (
    authority_id smallint not null references authority,
    log text not null constraint logbook_known check (log in ('caseload', 'statutory', 'peers')),
    -- What it is about: a school's number, or the id of a round.
    subject text not null,
    revision bigint not null default 0,
    constraint logbook_pk primary key (authority_id, log, subject)
);

create table logged (
    authority_id smallint not null,
    log text not null,
    subject text not null,
    revision bigint not null constraint logged_from_one check (revision > 0),
    -- Made by the client: the same entry sent twice is one entry.
    id uuid not null,
    at timestamptz not null default now(),
    person_id uuid not null,
    person_name text not null,
    entry jsonb not null,
    constraint logged_pk primary key (authority_id, log, subject, revision),
    constraint logged_once unique (authority_id, id),
    constraint logged_book foreign key (authority_id, log, subject) references logbook,
    constraint logged_person foreign key (authority_id, person_id) references person
);

-- The way of working an authority adopted: a document. The latest version is in force; none: as shipped.
create table adopted_way (
    authority_id smallint not null references authority,
    version integer not null constraint adopted_way_from_one check (version > 0),
    id uuid not null,
    at timestamptz not null default now(),
    person_id uuid not null,
    person_name text not null,
    why text not null constraint adopted_way_says_why check (why <> ''),
    document text not null,
    constraint adopted_way_pk primary key (authority_id, version),
    constraint adopted_way_once unique (authority_id, id),
    constraint adopted_way_person foreign key (authority_id, person_id) references person
);

select fence(name) from unnest(array['logbook', 'logged', 'adopted_way']) as name;
grant update on logbook to alongside_app;
