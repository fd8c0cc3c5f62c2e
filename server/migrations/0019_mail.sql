-- Telling people. What is to be told is written in the transaction of what it tells of; a task of the server
-- makes letters of it and sends them. No letter is kept here: what is in one is made when it is sent, and it
-- holds a school's name and a link at most.

-- Which authorities have anything to tell: all that is seen without belonging to one.
create table mail_authority (
    authority_id smallint not null references authority,
    constraint mail_authority_pk primary key (authority_id)
);

-- One letter to one person.
create table mail (
    authority_id smallint not null references authority,
    id uuid not null,
    person_id uuid not null,
    -- The morning it is the letter of; none: it is told at once.
    digest_on date,
    created_at timestamptz not null default now(),
    attempts smallint not null default 0,
    next_try timestamptz not null,
    -- Somebody is sending it. Written before it is sent, so that it is never sent twice; where the server died
    -- meanwhile nobody knows whether it arrived, and a person decides.
    claimed_at timestamptz,
    sent_at timestamptz,
    given_up_at timestamptz,
    last_error text not null default '',
    constraint mail_pk primary key (authority_id, id),
    -- One letter a working day.
    constraint mail_one_a_morning unique (authority_id, person_id, digest_on),
    constraint mail_person foreign key (authority_id, person_id) references person
);

create index mail_due on mail (authority_id, next_try) where sent_at is null and given_up_at is null;

-- One thing that waits for one person.
create table notice (
    authority_id smallint not null references authority,
    id uuid not null,
    person_id uuid not null,
    -- The step or change it comes of: told once, however often that is sent.
    cause_id uuid not null,
    case_id uuid,
    urn integer,
    part text,
    -- A domain AskedFor; for money none.
    question jsonb,
    kind text not null constraint notice_kind
        check (kind in ('consent', 'signature', 'record', 'report', 'invoice')),
    at timestamptz not null default now(),
    mail_id uuid,
    -- It waits no more: not told any more, and its link is good for nothing.
    settled_at timestamptz,
    constraint notice_pk primary key (authority_id, id),
    constraint notice_person foreign key (authority_id, person_id) references person,
    constraint notice_case foreign key (authority_id, case_id) references support_case,
    constraint notice_mail foreign key (authority_id, mail_id) references mail
);

create unique index notice_once
    on notice (authority_id, cause_id, person_id, kind, coalesce(question::text, ''));
create index notice_waits on notice (authority_id, person_id) where mail_id is null and settled_at is null;
create index notice_of_case on notice (authority_id, case_id) where settled_at is null;
create index notice_of_mail on notice (authority_id, mail_id) where mail_id is not null;

-- A link for somebody without an account: 256 random bits, of which only the SHA-256 is kept. Good for one
-- question, for a fortnight, for writing once.
create table mail_link (
    authority_id smallint not null references authority,
    token_hash bytea not null constraint mail_link_hash check (length(token_hash) = 32),
    notice_id uuid not null,
    expires_at timestamptz not null,
    used_at timestamptz,
    constraint mail_link_pk primary key (authority_id, token_hash),
    constraint mail_link_notice foreign key (authority_id, notice_id) references notice
);

create index mail_link_of_notice on mail_link (authority_id, notice_id);

select fence(name) from unnest(array['mail_authority', 'mail', 'notice', 'mail_link']) as name;
grant update on mail, notice, mail_link to alongside_app;
grant delete on mail_link to alongside_app;

create policy which on mail_authority for select using (true);
-- A link is found by its own hash, before anybody knows whose it is.
create policy by_token on mail_link for select
    using (token_hash = decode(nullif(current_setting('alongside.token', true), ''), 'hex'));
