-- Versions of the rules an authority adopted. Without a row the scheme the product comes with is in
-- force. Added, never edited: a meeting and a decision name the version they were made under.

create table adopted_scheme (
    authority_id smallint not null references authority,
    version integer not null constraint adopted_scheme_from_one check (version > 0),
    name text not null,
    -- The whole document, checked before it was put here.
    document jsonb not null,
    -- In force from this day, until a later version is.
    from_day date not null,
    why text not null constraint adopted_scheme_says_why check (why <> ''),
    person_id uuid not null,
    person_name text not null,
    at timestamptz not null default now(),
    constraint adopted_scheme_pk primary key (authority_id, version),
    constraint adopted_scheme_person foreign key (authority_id, person_id) references person
);

alter table adopted_scheme enable row level security;
alter table adopted_scheme force row level security;
create policy own_authority on adopted_scheme using (authority_id = current_authority())
    with check (authority_id = current_authority());
grant select, insert on adopted_scheme to alongside_app;
