-- The record.
--
-- Three rules hold in every table, from the first:
-- 1. The key begins with authority_id, so that an authority can be moved, replicated or counted by
--    Postgres's own tools, and no row belongs to nobody.
-- 2. Row-level security is forced. The app connects as alongside_app, which owns nothing, and says
--    for each transaction whose it is: set local alongside.authority. Forgetting it shows no rows.
-- 3. What was said stays said: logs can be added to and read. update and delete are not granted.

create function current_authority() returns smallint
language sql stable parallel safe
as $$ select nullif(current_setting('alongside.authority', true), '')::smallint $$;

create table authority (
    authority_id smallint constraint authority_pk primary key
        constraint authority_three_digits check (authority_id between 1 and 999),
    name text not null constraint authority_named check (name <> ''),
    -- Made-up people exist only where this is true, and real files are refused there.
    demo boolean not null default false
);

create table partnership (
    authority_id smallint not null references authority,
    id uuid not null,
    name text not null constraint partnership_named check (name <> ''),
    constraint partnership_pk primary key (authority_id, id)
);

-- ---- schools and evidence ---------------------------------------------------------------------------

create table school (
    authority_id smallint not null references authority,
    urn integer not null constraint school_urn_six_digits check (urn between 100000 and 999999),
    name text not null,
    phase text not null,
    setting text not null,
    governance text not null,
    kind text not null,
    status text not null,
    number smallint,
    easting integer,
    northing integer,
    postcode text not null default '',
    town text not null default '',
    roll integer,
    -- hundredths of a per cent
    disadvantaged integer,
    trust text,
    federation text,
    diocese text,
    faith text,
    opened date,
    closed date,
    partnership_id uuid,
    constraint school_pk primary key (authority_id, urn),
    constraint school_partnership foreign key (authority_id, partnership_id) references partnership,
    constraint school_place_whole check ((easting is null) = (northing is null))
);

create index school_by_partnership on school (authority_id, partnership_id);

-- A school that became an academy has a new URN; its evidence is followed through here.
create table urn_link (
    authority_id smallint not null references authority,
    urn integer not null,
    predecessor integer not null,
    kind text not null,
    on_date date,
    constraint urn_link_pk primary key (authority_id, urn, predecessor)
);

create table import_run (
    authority_id smallint not null references authority,
    id uuid not null,
    at timestamptz not null default now(),
    by_name text not null,
    file_name text not null,
    -- SHA-256 of the file as it came: the same file twice is recognised.
    sha256 bytea not null,
    recognised_as text not null,
    report jsonb not null,
    constraint import_run_pk primary key (authority_id, id)
);

-- One value of one indicator. Added, never edited: a revised file is another vintage beside it. The
-- reading that counts is the one with the latest as_at, and of those the one added last.
create table reading (
    authority_id smallint not null references authority,
    id bigint generated always as identity,
    urn integer not null,
    indicator text not null,
    -- Exactly one of the three. Numbers are hundredths of the indicator's unit.
    number integer,
    choice text,
    unknown text,
    comparator integer,
    cohort integer,
    marker text,
    as_at date not null,
    contested boolean not null default false,
    source text not null,
    period text not null default '',
    by_name text not null default '',
    note text not null default '',
    recorded_at timestamptz not null default now(),
    import_id uuid,
    meeting_id uuid,
    constraint reading_pk primary key (authority_id, id),
    constraint reading_one_finding check (num_nonnulls(number, choice, unknown) = 1)
);

create index reading_of_school on reading (authority_id, urn, indicator, as_at desc, id desc);

-- The same value from the same source about the same period is not news: loading a file twice adds
-- nothing. A changed value is.
create unique index reading_once on reading (
    authority_id, urn, indicator, source, period, as_at,
    coalesce(number, -2147483648), coalesce(choice, ''), coalesce(unknown, ''),
    coalesce(comparator, -2147483648), coalesce(cohort, -1), coalesce(marker, '')
) where meeting_id is null;

-- ---- people ---------------------------------------------------------------------------------------

create table person (
    authority_id smallint not null references authority,
    id uuid not null,
    name text not null,
    email text not null constraint person_email_lower check (email = lower(email)),
    -- argon2id, PHC string. None: cannot sign in with a password.
    password text,
    role text not null,
    about text not null default '',
    leader_id uuid,
    active boolean not null default true,
    constraint person_pk primary key (authority_id, id),
    constraint person_email_once unique (email)
);

create table person_partnership (
    authority_id smallint not null,
    person_id uuid not null,
    partnership_id uuid not null,
    constraint person_partnership_pk primary key (authority_id, person_id, partnership_id),
    constraint person_partnership_person foreign key (authority_id, person_id) references person,
    constraint person_partnership_whole foreign key (authority_id, partnership_id) references partnership
);

create table person_school (
    authority_id smallint not null,
    person_id uuid not null,
    urn integer not null,
    constraint person_school_pk primary key (authority_id, person_id, urn),
    constraint person_school_person foreign key (authority_id, person_id) references person,
    constraint person_school_whole foreign key (authority_id, urn) references school
);

-- A token is 256 random bits; only its SHA-256 is kept, so a copy of this table signs nobody in.
create table session (
    authority_id smallint not null references authority,
    token_hash bytea not null constraint session_hash_whole check (length(token_hash) = 32),
    person_id uuid not null,
    -- A projector session shows this meeting and nothing else.
    meeting_id uuid,
    created_at timestamptz not null default now(),
    seen_at timestamptz not null default now(),
    expires_at timestamptz not null,
    constraint session_pk primary key (authority_id, token_hash),
    constraint session_person foreign key (authority_id, person_id) references person
);

-- ---- meetings -------------------------------------------------------------------------------------

create table meeting (
    authority_id smallint not null references authority,
    id uuid not null,
    partnership_id uuid not null,
    title text not null,
    on_date date not null,
    scheme_name text not null,
    scheme_version integer not null,
    -- The document itself: a past meeting is read by the rules it was held under.
    scheme text not null,
    chair_id uuid not null,
    frozen_on date not null,
    -- The last change. Taken under this row's lock in the transaction that writes the change, so that
    -- the sequence has no gaps and no reader can skip one.
    seq bigint not null default 0,
    closed_at timestamptz,
    constraint meeting_pk primary key (authority_id, id),
    constraint meeting_partnership foreign key (authority_id, partnership_id) references partnership,
    constraint meeting_chair foreign key (authority_id, chair_id) references person
);

create table meeting_item (
    authority_id smallint not null,
    meeting_id uuid not null,
    urn integer not null,
    -- The school and its evidence as the meeting opened.
    opening jsonb not null,
    constraint meeting_item_pk primary key (authority_id, meeting_id, urn),
    constraint meeting_item_meeting foreign key (authority_id, meeting_id) references meeting
);

create table meeting_change (
    authority_id smallint not null,
    meeting_id uuid not null,
    seq bigint not null constraint meeting_change_from_one check (seq > 0),
    -- Made by the client: the same change sent twice is one change.
    id uuid not null,
    at timestamptz not null default now(),
    person_id uuid not null,
    person_name text not null,
    change jsonb not null,
    before jsonb,
    constraint meeting_change_pk primary key (authority_id, meeting_id, seq),
    constraint meeting_change_once unique (authority_id, meeting_id, id),
    constraint meeting_change_meeting foreign key (authority_id, meeting_id) references meeting
);

-- A category is never stored without the scheme version, the evidence and the reasons that made it.
create table decision (
    authority_id smallint not null,
    meeting_id uuid not null,
    seq bigint not null,
    urn integer not null,
    on_date date not null,
    band smallint not null,
    risk smallint not null,
    owner text not null,
    causing_concern boolean not null,
    differs boolean not null,
    rationale text not null default '',
    confirmed text,
    next_review date not null,
    scheme_name text not null,
    scheme_version integer not null,
    suggestion jsonb not null,
    evidence jsonb not null,
    reasons jsonb not null,
    at timestamptz not null default now(),
    person_id uuid not null,
    person_name text not null,
    constraint decision_pk primary key (authority_id, meeting_id, seq),
    constraint decision_school foreign key (authority_id, urn) references school
);

create index decision_of_school on decision (authority_id, urn, on_date desc, at desc);

-- No category leaves the room before the head has been told, or an officer has recorded why not.
create table head_told (
    authority_id smallint not null,
    meeting_id uuid not null,
    urn integer not null,
    at timestamptz not null default now(),
    person_id uuid not null,
    how text not null,
    constraint head_told_pk primary key (authority_id, meeting_id, urn)
);

-- The school's own words about its evidence.
create table reply (
    authority_id smallint not null,
    id uuid not null,
    urn integer not null,
    on_date date not null,
    by_name text not null,
    text text not null,
    constraint reply_pk primary key (authority_id, id),
    constraint reply_school foreign key (authority_id, urn) references school
);

-- ---- brokerage ------------------------------------------------------------------------------------

create table leader_type (
    authority_id smallint not null references authority,
    id text not null,
    doc jsonb not null,
    constraint leader_type_pk primary key (authority_id, id)
);

create table leader (
    authority_id smallint not null references authority,
    id uuid not null,
    name text not null,
    -- A domain Leader; half-days reserved here are added to what it says is used.
    doc jsonb not null,
    constraint leader_pk primary key (authority_id, id)
);

create table need (
    authority_id smallint not null,
    id uuid not null,
    urn integer not null,
    draft jsonb not null,
    vetoes uuid[] not null default '{}',
    opened date not null,
    opened_by text not null,
    closed_at timestamptz,
    constraint need_pk primary key (authority_id, id),
    constraint need_school foreign key (authority_id, urn) references school
);

-- One board an authority. Its row lock is what makes two brokers take turns.
create table board (
    authority_id smallint not null references authority,
    revision bigint not null default 0,
    constraint board_pk primary key (authority_id)
);

create table board_change (
    authority_id smallint not null,
    revision bigint not null,
    id uuid not null,
    at timestamptz not null default now(),
    person_id uuid not null,
    person_name text not null,
    change jsonb not null,
    constraint board_change_pk primary key (authority_id, revision),
    constraint board_change_once unique (authority_id, id)
);

create table board_pair (
    authority_id smallint not null,
    need_id uuid not null,
    leader_id uuid not null,
    held text not null constraint board_pair_held check (held in ('pin', 'exclude')),
    constraint board_pair_pk primary key (authority_id, need_id, leader_id),
    constraint board_pair_need foreign key (authority_id, need_id) references need,
    constraint board_pair_leader foreign key (authority_id, leader_id) references leader
);

-- An accepted plan, with the instance it solves and the certificate that proves it.
create table plan (
    authority_id smallint not null,
    id uuid not null,
    revision bigint not null,
    at timestamptz not null default now(),
    person_id uuid not null,
    instance jsonb not null,
    plan jsonb not null,
    certificate jsonb,
    constraint plan_pk primary key (authority_id, id)
);

-- Days reserved. A need is met once; a leader's days are checked under the board's lock.
create table deployment (
    authority_id smallint not null,
    id uuid not null,
    plan_id uuid not null,
    need_id uuid not null,
    leader_id uuid not null,
    half_days integer not null constraint deployment_some_days check (half_days > 0),
    agreed_at timestamptz not null default now(),
    ended_at timestamptz,
    constraint deployment_pk primary key (authority_id, id),
    constraint deployment_plan foreign key (authority_id, plan_id) references plan,
    constraint deployment_need foreign key (authority_id, need_id) references need,
    constraint deployment_leader foreign key (authority_id, leader_id) references leader
);

create unique index deployment_need_met_once on deployment (authority_id, need_id) where ended_at is null;

-- ---- the second wall --------------------------------------------------------------------------------

do $$
declare
    name text;
begin
    if not exists (select from pg_roles where rolname = 'alongside_app') then
        create role alongside_app nologin;
    end if;
    grant usage on schema public to alongside_app;
    for name in
        select tablename from pg_tables
        where schemaname = 'public' and tablename not like '\_%'
    loop
        execute format('alter table %I enable row level security', name);
        execute format('alter table %I force row level security', name);
        execute format(
            'create policy own_authority on %I using (authority_id = current_authority()) '
            'with check (authority_id = current_authority())', name);
        execute format('grant select, insert on %I to alongside_app', name);
    end loop;
end
$$;

-- Before anybody is signed in nobody has an authority: whoever knows a session's token may read that
-- session, whoever names an address may have its password compared, and the demonstration is open.
create policy by_token on session for select
    using (token_hash = decode(nullif(current_setting('alongside.token', true), ''), 'hex'));
create policy by_email on person for select
    using (email = nullif(current_setting('alongside.email', true), ''));
create policy demonstration on authority for select using (demo);

-- What may change, and nothing else: registers and present state. Logs may not.
grant update on authority, partnership, school, person, meeting, need, board, deployment, leader, leader_type to alongside_app;
grant update, delete on session, board_pair, person_partnership, person_school to alongside_app;
