-- Support, carried from the request to what came of it. A case is what its steps made it: the steps are added
-- and never edited; the row of the case is what they come to, kept so that nobody has to fold them to read it.

create table support_case (
    authority_id smallint not null references authority,
    -- Made by the client: the same request sent twice is one case.
    id uuid not null,
    urn integer not null,
    need_id uuid,
    revision bigint not null constraint support_case_revision check (revision > 0),
    -- A domain Case, and its Summary for lists.
    doc jsonb not null,
    summary jsonb not null,
    opened_at timestamptz not null default now(),
    constraint support_case_pk primary key (authority_id, id),
    constraint support_case_school foreign key (authority_id, urn) references school,
    constraint support_case_need foreign key (authority_id, need_id) references need
);

-- A need is met in one case.
create unique index support_case_of_need on support_case (authority_id, need_id) where need_id is not null;
create index support_case_of_school on support_case (authority_id, urn);

create table support_step (
    authority_id smallint not null,
    case_id uuid not null,
    revision bigint not null constraint support_step_from_one check (revision > 0),
    -- Made by the client: the same step sent twice is one step.
    id uuid not null,
    at timestamptz not null default now(),
    -- None: somebody without an account, by a link of their own.
    person_id uuid,
    person_name text not null,
    -- What they were to the case; none: a rule of the program, on what somebody else did.
    part text,
    step jsonb not null,
    constraint support_step_pk primary key (authority_id, case_id, revision),
    constraint support_step_once unique (authority_id, id),
    constraint support_step_case foreign key (authority_id, case_id) references support_case,
    constraint support_step_person foreign key (authority_id, person_id) references person
);

select fence('support_case');
select fence('support_step');
grant update on support_case to alongside_app;
