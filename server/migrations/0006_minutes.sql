-- Minutes that were signed: the document as it was, and its seal. Added once, never edited.

create table minutes_signed (
    authority_id smallint not null references authority,
    meeting_id uuid not null,
    -- The very text the seal is of.
    document text not null,
    seal text not null constraint minutes_signed_seal_whole check (seal ~ '^[0-9a-f]{64}$'),
    note text not null default '',
    person_id uuid not null,
    by_name text not null,
    at timestamptz not null default now(),
    constraint minutes_signed_pk primary key (authority_id, meeting_id),
    constraint minutes_signed_meeting foreign key (authority_id, meeting_id) references meeting,
    constraint minutes_signed_person foreign key (authority_id, person_id) references person
);

alter table minutes_signed enable row level security;
alter table minutes_signed force row level security;
create policy own_authority on minutes_signed using (authority_id = current_authority())
    with check (authority_id = current_authority());
grant select, insert on minutes_signed to alongside_app;
