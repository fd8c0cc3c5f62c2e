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

-- A letter as it was issued, and what a school says against the decision. Added once, never edited.

create table letter_issued (
    authority_id smallint not null references authority,
    meeting_id uuid not null,
    urn integer not null,
    document jsonb not null,
    person_id uuid not null,
    by_name text not null,
    at timestamptz not null default now(),
    constraint letter_issued_pk primary key (authority_id, meeting_id, urn),
    constraint letter_issued_meeting foreign key (authority_id, meeting_id) references meeting,
    constraint letter_issued_school foreign key (authority_id, urn) references school
);

create table appeal (
    authority_id smallint not null references authority,
    meeting_id uuid not null,
    urn integer not null,
    text text not null constraint appeal_says_something check (text <> ''),
    person_id uuid not null,
    by_name text not null,
    at timestamptz not null default now(),
    constraint appeal_pk primary key (authority_id, meeting_id, urn),
    constraint appeal_meeting foreign key (authority_id, meeting_id) references meeting,
    constraint appeal_school foreign key (authority_id, urn) references school
);

do $$
declare
    name text;
begin
    foreach name in array array['minutes_signed', 'letter_issued', 'appeal'] loop
        execute format('alter table %I enable row level security', name);
        execute format('alter table %I force row level security', name);
        execute format(
            'create policy own_authority on %I using (authority_id = current_authority()) '
            'with check (authority_id = current_authority())', name);
        execute format('grant select, insert on %I to alongside_app', name);
    end loop;
end
$$;
