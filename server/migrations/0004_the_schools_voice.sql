-- What people know and no file says, what schools dispute, and what a second person says of a decision
-- against the rules. Added, never edited: taking back, settling and approving are rows of their own.

create table known (
    authority_id smallint not null references authority,
    id uuid not null,
    urn integer not null,
    on_date date not null,
    area text not null,
    text text not null constraint known_says_something check (text <> ''),
    source text not null constraint known_comes_from_somebody check (source <> ''),
    sensitivity text not null constraint known_sensitivity check (sensitivity in ('school', 'person')),
    -- The last day it is read as current.
    until date not null,
    -- What is about a person is never said in a meeting.
    meeting_id uuid constraint known_in_a_meeting check (meeting_id is null or sensitivity = 'school'),
    person_id uuid not null,
    by_name text not null,
    at timestamptz not null default now(),
    constraint known_pk primary key (authority_id, id),
    constraint known_school foreign key (authority_id, urn) references school,
    constraint known_ends_after check (until >= on_date)
);

create index known_of_school on known (authority_id, urn);

create table known_withdrawn (
    authority_id smallint not null references authority,
    id uuid not null,
    why text not null constraint known_withdrawn_says_why check (why <> ''),
    person_id uuid not null,
    by_name text not null,
    at timestamptz not null default now(),
    constraint known_withdrawn_pk primary key (authority_id, id),
    constraint known_withdrawn_whole foreign key (authority_id, id) references known
);

create table contest (
    authority_id smallint not null references authority,
    id uuid not null,
    urn integer not null,
    indicator text not null,
    -- The value disputed and its day: what comes later is another matter.
    finding jsonb not null,
    as_at date not null,
    why text not null constraint contest_says_why check (why <> ''),
    person_id uuid,
    by_name text not null,
    on_date date not null,
    at timestamptz not null default now(),
    constraint contest_pk primary key (authority_id, id),
    constraint contest_school foreign key (authority_id, urn) references school
);

create index contest_of_school on contest (authority_id, urn, indicator);

create table contest_settled (
    authority_id smallint not null references authority,
    contest_id uuid not null,
    -- A domain Settlement: the value stands, or this is the right one.
    how jsonb not null,
    words text not null,
    person_id uuid not null,
    by_name text not null,
    at timestamptz not null default now(),
    constraint contest_settled_pk primary key (authority_id, contest_id),
    constraint contest_settled_whole foreign key (authority_id, contest_id) references contest
);

-- Whether a value is contested is no part of the value. The owner is bound by row-level security too,
-- and would see no row to carry over.
alter table reading no force row level security;
alter table contest no force row level security;
insert into contest (authority_id, id, urn, indicator, finding, as_at, why, by_name, on_date)
select authority_id, gen_random_uuid(), urn, indicator,
    case
        when number is not null then jsonb_build_object('known', jsonb_build_object('number', number))
        when choice is not null then jsonb_build_object('known', jsonb_build_object('choice', choice))
        else jsonb_build_object('unknown', unknown)
    end,
    as_at, case when note = '' then 'no reason was recorded' else note end, 'the school',
    recorded_at::date
from reading
where contested;
alter table reading drop column contested;
alter table reading force row level security;

-- What a second person said of a decision that differs from what the rules suggested.
create table approval (
    authority_id smallint not null references authority,
    meeting_id uuid not null,
    seq bigint not null,
    urn integer not null,
    approved boolean not null,
    words text not null default '',
    person_id uuid not null,
    by_name text not null,
    at timestamptz not null default now(),
    constraint approval_pk primary key (authority_id, meeting_id, seq),
    constraint approval_decision foreign key (authority_id, meeting_id, seq) references decision,
    constraint approval_says_why_not check (approved or words <> '')
);

alter table decision add column rests_on text[] not null default '{}';

-- Actions are carried from meeting to meeting until somebody says what became of them.
create index meeting_change_act on meeting_change (authority_id, ((change ->> 'urn')::integer))
    where change ->> 'kind' = 'act';
create index meeting_change_done on meeting_change (authority_id, (change ->> 'action'))
    where change ->> 'kind' = 'done';

do $$
declare
    name text;
begin
    foreach name in array array['known', 'known_withdrawn', 'contest', 'contest_settled', 'approval'] loop
        execute format('alter table %I enable row level security', name);
        execute format('alter table %I force row level security', name);
        execute format(
            'create policy own_authority on %I using (authority_id = current_authority()) '
            'with check (authority_id = current_authority())', name);
        execute format('grant select, insert on %I to alongside_app', name);
    end loop;
end
$$;
