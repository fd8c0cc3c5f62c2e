-- Files kept with a case: a school's own plan. Added and never changed; they go with the case.

create table case_file (
    authority_id smallint not null,
    case_id uuid not null,
    -- Made by the client: the same file sent twice is one.
    id uuid not null,
    name text not null constraint case_file_named check (name <> ''),
    bytes bytea not null constraint case_file_size check (length(bytes) between 1 and 5242880),
    at timestamptz not null default now(),
    person_id uuid not null,
    person_name text not null,
    constraint case_file_pk primary key (authority_id, case_id, id),
    constraint case_file_once unique (authority_id, id),
    constraint case_file_case foreign key (authority_id, case_id) references support_case on delete cascade,
    constraint case_file_person foreign key (authority_id, person_id) references person
);

-- What is packed already is not packed again.
alter table case_file alter column bytes set storage external;

select fence('case_file');
