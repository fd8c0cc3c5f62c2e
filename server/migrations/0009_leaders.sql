-- What is known of a leader, and the types of leader there are, as they were changed. The rows of leader
-- and leader_type are what stands now; these say who made it so, from what, and why.

alter table leader add column revision bigint not null default 0;

create table leader_change (
    authority_id smallint not null,
    leader_id uuid not null,
    revision bigint not null constraint leader_change_from_one check (revision > 0),
    -- Made by the client: the same change sent twice is one change.
    id uuid not null,
    at timestamptz not null default now(),
    person_id uuid not null,
    person_name text not null,
    added boolean not null,
    -- Each value as it was and as it is.
    changes jsonb not null,
    why text not null default '',
    constraint leader_change_pk primary key (authority_id, leader_id, revision),
    constraint leader_change_once unique (authority_id, id),
    constraint leader_change_leader foreign key (authority_id, leader_id) references leader,
    constraint leader_change_person foreign key (authority_id, person_id) references person
);

create table leader_type_change (
    authority_id smallint not null,
    id bigint generated always as identity,
    type_id text not null,
    at timestamptz not null default now(),
    person_id uuid not null,
    person_name text not null,
    -- None: the type was added.
    was jsonb,
    becomes jsonb not null,
    constraint leader_type_change_pk primary key (authority_id, id),
    constraint leader_type_change_type foreign key (authority_id, type_id) references leader_type,
    constraint leader_type_change_person foreign key (authority_id, person_id) references person
);

-- Days of a leader are counted on every page that shows one.
create index deployment_of_leader on deployment (authority_id, leader_id);

do $$
declare
    name text;
begin
    foreach name in array array['leader_change', 'leader_type_change'] loop
        execute format('alter table %I enable row level security', name);
        execute format('alter table %I force row level security', name);
        execute format(
            'create policy own_authority on %I using (authority_id = current_authority()) '
            'with check (authority_id = current_authority())', name);
        execute format('grant select, insert on %I to alongside_app', name);
    end loop;
end
$$;
